/** A value, or a promise of it: templates are evaluated without waiting until they meet a query. */
export type MaybePromise<T> = T | Promise<T>;

/** True for what has to be waited for. */
export const isPromise = <T>(value: MaybePromise<T>): value is Promise<T> => value instanceof Promise;

/** Carries on with a value at once, or when its promise is kept. */
export function chain<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return isPromise(value) ? value.then(next) : next(value);
}

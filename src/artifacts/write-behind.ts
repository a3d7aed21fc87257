/** Small texts that are written a moment after they came: none is lost, and none holds up who brings it. */
export interface WriteBehind {
  /** Takes a text; throws what went wrong with an earlier one. */
  add(path: string, text: string): void;
  /** Writes all that is held back; throws what went wrong. */
  flush(): void;
}

/** Nothing new for so many milliseconds: there is time to write. */
const QUIET = 50;

/** No text waits longer than this, quiet or not. */
const LATEST = 2_000;

/**
 * The first text is written at once, which shows whether there can be written at all; the others when nothing new came for a
 * while. Making a file costs as much as making a view: in between statements it would hold them up.
 */
export function createWriteBehind(write: (path: string, text: string) => void): WriteBehind {
  const waiting = new Map<string, string>();
  let problem: { readonly error: unknown } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  let last = 0;

  const writeOne = (): void => {
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next[0]);
    write(...next);
  };
  /** Writes one file, lets statements go on, and comes back. */
  const drain = (): void => {
    timer = undefined;
    try {
      writeOne();
    } catch (error) {
      problem ??= { error };
    }
    if (waiting.size > 0) setImmediate(drain);
  };
  const whenQuiet = (): void => {
    const quiet = last + QUIET - performance.now();
    if (quiet > 1 && last - since < LATEST) timer = setTimeout(whenQuiet, quiet);
    else drain();
  };
  const later = (): void => {
    last = performance.now();
    if (timer !== undefined) return;
    since = last;
    timer = setTimeout(whenQuiet, QUIET);
  };
  const complain = (): void => {
    if (problem !== undefined) throw problem.error;
  };

  let begun = false;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    complain();
    while (waiting.size > 0) writeOne();
  };
  const add = (path: string, text: string): void => {
    complain();
    waiting.set(path, text);
    if (begun) later();
    else flush();
    begun = true;
  };
  return { add, flush };
}

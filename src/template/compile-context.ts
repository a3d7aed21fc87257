import { globals } from './globals.ts';
import type { Invocation } from './invocation.ts';
import type { Source } from './places.ts';
import type { Value } from './python/value.ts';
import type { FunctionInfo, Load, Ref, Symbols } from './symbols.ts';

/** What compiling a node needs to know of what is around it. */
export interface Context {
  readonly source: Source;
  readonly symbols: Symbols;
  /** The function whose variables are at hand without going outwards. */
  readonly owner: FunctionInfo;
  /** Inside of a branch: unknown filters and tests fail when run, not before. */
  readonly soft: boolean;
  /** Right in the body of a macro, not in a loop or block: what ends the macro may say so instead of throwing. */
  readonly direct: boolean;
}

/** Reads or writes a variable from an invocation of the context's function. */
export interface Access {
  /** The value, undefined (of JavaScript) when it is missing; names of the scope are looked up. */
  read(inv: Invocation): Value | undefined;
  write(inv: Invocation, value: Value | undefined): void;
}

/** How to reach a variable; `load` says what it holds before it is set. */
export function access(
  context: Context,
  ref: Ref,
  load: Load | undefined = context.symbols.findLoad(ref),
): Access {
  const hops = distance(context.owner, ref.owner);
  const { index } = ref;
  const home = hops === 0 ? (inv: Invocation): Invocation => inv : outward(hops);
  const write = (inv: Invocation, value: Value | undefined): void => {
    home(inv).locals[index] = value;
  };
  if (load?.kind !== 'resolve') return { read: (inv) => home(inv).locals[index], write };
  const { name } = load;
  return { read: (inv) => resolved(home(inv), index, name), write };
}

function resolved(inv: Invocation, index: number, name: string): Value | undefined {
  const known = inv.locals[index];
  if (known !== undefined) return known;
  const offered = inv.run.scope.lookup(name);
  const value = offered === undefined ? globals.get(name) : offered;
  inv.locals[index] = value;
  return value;
}

function distance(from: FunctionInfo, to: FunctionInfo): number {
  let hops = 0;
  for (let at: FunctionInfo | null = from; at && at !== to; at = at.parent) hops++;
  return hops;
}

const outward =
  (hops: number) =>
  (inv: Invocation): Invocation => {
    let at = inv;
    for (let i = 0; i < hops; i++) at = at.outer ?? at;
    return at;
  };

/** What to do when a frame is entered: clear its variables, copy the outer ones that it may set. */
export function enter(context: Context): (inv: Invocation) => void {
  const steps: ((inv: Invocation) => void)[] = [];
  for (const [ref, load] of context.symbols.loads()) {
    if (load.kind === 'parameter' || ref.owner !== context.owner) continue;
    const { index } = ref;
    const outer = load.kind === 'alias' ? access(context, load.from) : undefined;
    steps.push((inv) => {
      inv.locals[index] = outer?.read(inv);
    });
  }
  return steps.length === 0
    ? () => undefined
    : (inv) => {
        for (const step of steps) step(inv);
      };
}

import type { Span } from '../core/diagnostic.ts';
import { failure } from '../core/diagnostic.ts';
import { didYouMean } from '../core/similar.ts';
import type { Adapter } from './contract.ts';

/** Every warehouse that a target's `type` may name; each is loaded only when a target names it. */
const ADAPTERS: Readonly<Record<string, () => Promise<{ readonly default: Adapter }>>> = {
  duckdb: () => import('../../adapters/duckdb/index.ts'),
  postgres: () => import('../../adapters/postgres/index.ts'),
};

/** The names that a target's `type` may have. */
export const adapterNames = (): readonly string[] => Object.keys(ADAPTERS);

/** The target of a project that has none: a file of its own beside the project. */
export const EMBEDDED = {
  type: 'duckdb',
  raw: (projectName: string) => ({ type: 'duckdb', path: `${projectName}.duckdb` }),
} as const;

/** Loads the adapter of this name; rejects with TD601, which lists the names there are. */
export async function loadAdapter(name: string, at?: Span): Promise<Adapter> {
  const load = Object.hasOwn(ADAPTERS, name) ? ADAPTERS[name] : undefined;
  if (load) return (await load()).default;
  const names = adapterNames();
  const near = didYouMean(name, names);
  throw failure('TD601', `Could not find adapter type ${name}!`, {
    help: `${near ? `${near} ` : ''}set "type" to one of: ${names.join(', ')}`,
    ...(at ? { at } : {}),
  });
}

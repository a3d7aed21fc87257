import type { Scope, Value } from '../template/index.ts';
import type { World } from './world.ts';

/** Finds the text of a doc block: `doc('name')` or `doc('package', 'name')`; undefined when there is none. */
export type DocResolver = (packageName: string | null, name: string) => string | undefined;

/** What YAML properties are rendered with: var, env_var, target, builtins; no macros. */
export function baseScope(world: World, packageName: string): Scope {
  throw new Error(`not yet ${world.projectName} ${packageName}`);
}

/** baseScope and doc(): what descriptions are rendered with. */
export function docScope(world: World, packageName: string, resolve: DocResolver): Scope {
  throw new Error(`not yet ${world.projectName} ${packageName} ${resolve.name}`);
}
/** Names and values given from outside; they hide everything else. */
export type Extra = ReadonlyMap<string, Value>;

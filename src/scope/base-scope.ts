import { hostFunction, type Scope } from '../template/index.ts';
import { str } from '../template/python/print.ts';
import type { BaseContext, Subject } from './context/context.ts';
import { failAt } from './context/fail.ts';
import { type Extra, LazyScope, members } from './context/lazy-scope.ts';
import type { World } from './context/world.ts';
import { settingMembers } from './names/settings.ts';

/** Finds the text of a doc block: `doc('name')` or `doc('package', 'name')`; undefined when there is none. */
export type DocResolver = (packageName: string | null, name: string) => string | undefined;

const SETTINGS = members<BaseContext>(settingMembers);
const NOBODY: Subject = { name: '<Configuration>', id: null, resourceType: 'configuration', path: '' };

/** What YAML properties are rendered with: var, env_var, target, builtins; no macros. */
export const baseScope = (world: World, packageName: string): Scope => settingScope(world, packageName);

/** baseScope and doc(): what descriptions are rendered with. `subject` is whose description it is. */
export function docScope(
  world: World,
  packageName: string,
  resolve: DocResolver,
  subject = '<Configuration>',
): Scope {
  const doc = hostFunction('doc', ['*args'], ({ items }, call) => {
    if (items.length !== 1 && items.length !== 2) {
      throw failAt(call, 'TD304', `doc() takes at most two arguments (${items.length} given)`);
    }
    const name = str(items.at(-1) ?? null);
    const from = items.length === 2 ? str(items[0] ?? null) : null;
    const text = resolve(from, name);
    if (text !== undefined) return text;
    const where = from === null ? '' : `in package '${from}' `;
    throw failAt(
      call,
      'TD210',
      `Documentation for '${subject}' depends on doc '${name}' ${where} which was not found`,
    );
  });
  return settingScope(world, packageName, new Map([['doc', doc]]));
}

function settingScope(world: World, packageName: string, extra?: Extra): Scope {
  const context: BaseContext = { world, packageName, subject: NOBODY, scope: () => scope };
  const scope = new LazyScope<BaseContext>({ members: SETTINGS, context, extra });
  return scope;
}

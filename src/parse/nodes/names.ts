import { failure, type Span } from '../../core/diagnostic.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { isPromise } from '../../core/maybe-promise.ts';
import { nameScope, type ParsedPart } from '../../scope/index.ts';
import { callValue, fromHost, toHost } from '../../template/index.ts';
import type { MacroParseContext } from '../context/context.ts';

/** What a node is called in the warehouse. */
export interface RelationNames {
  readonly database: string | null;
  readonly schema: string;
  readonly alias: string;
}

/** What the names are made from. */
export interface NameRequest {
  readonly name: string;
  readonly packageName: string;
  /** What a macro sees of the node; asked for only when there is one to call. */
  readonly part: () => ParsedPart;
  readonly config: JsonObject;
  readonly version: string | number | null;
  readonly at: Span;
}

/** Names nodes: by the project's generate_*_name macros where it has own ones, else by the same rules without calling any. */
export type Namer = (request: NameRequest) => RelationNames;

const COMPONENTS = ['database', 'schema', 'alias'] as const;
type Component = (typeof COMPONENTS)[number];

/** Makes the namer of a project. */
export function createNamer(context: MacroParseContext): Namer {
  const overridden = new Map<string, ReadonlySet<Component>>();
  return (request) => {
    const { packageName } = request;
    const own = overridden.get(packageName) ?? overrides(context, packageName);
    overridden.set(packageName, own);
    const named = (component: Component): string | null =>
      own.has(component) ? byMacro(context, component, request) : byRule(context, component, request);
    return { database: named('database'), schema: named('schema') ?? '', alias: named('alias') ?? '' };
  };
}

/** Which of the macros are not the standard library's own. */
function overrides(context: MacroParseContext, packageName: string): ReadonlySet<Component> {
  const { index } = context.macros;
  const standard = (id: string | undefined, name: string): boolean =>
    id === undefined || id === `macro.dbt.${name}`;
  const isStandard = (component: Component): boolean => {
    const name = `generate_${component}_name`;
    const dispatched = index.dispatch(name, 'dbt', packageName);
    const id = dispatched.kind === 'found' ? dispatched.id : undefined;
    return standard(index.find(name, packageName), name) && standard(id, `default__${name}`);
  };
  return new Set(COMPONENTS.filter((component) => !isStandard(component)));
}

function byRule(context: MacroParseContext, component: Component, request: NameRequest): string | null {
  const custom = customName(request.config, component);
  const { target } = context.world;
  switch (component) {
    case 'database':
      return custom ?? target.database;
    case 'schema':
      return custom === null ? target.schema : `${target.schema}_${custom}`;
    case 'alias':
      return custom ?? versioned(request.name, request.version);
  }
}

/** An empty name counts as none for alias; null for database and schema only when it is not set. */
function customName(config: JsonObject, component: Component): string | null {
  const value = config[component] ?? null;
  if (value === null || (component === 'alias' && value === '')) return null;
  return String(value).trim();
}

const versioned = (name: string, version: string | number | null): string =>
  version === null ? name : `${name}_v${String(version).replaceAll('.', '_')}`;

function byMacro(context: MacroParseContext, component: Component, request: NameRequest): string | null {
  const name = `generate_${component}_name`;
  const part = request.part();
  const macro = nameScope(context.world, context.macros, part).lookup(name);
  if (macro === undefined) throw failure('TD213', `macro "${name}" is missing`, { at: request.at });
  const custom: Json = request.config[component] ?? null;
  const result = callValue(macro, [fromHost(custom), fromHost({ ...part.fields, config: request.config })]);
  if (isPromise(result))
    throw failure('TD902', `macro "${name}" asks the warehouse while the project is read`, {
      at: request.at,
    });
  const value = toHost(result);
  return value === null ? null : String(value).trim();
}

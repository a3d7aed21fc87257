import type { MaybePromise } from '../../core/maybe-promise.ts';
import type { RefArgs } from '../../manifest/index.ts';
import {
  type CallArguments,
  fromHost,
  PyDict,
  PyObject,
  Undefined,
  type Value,
} from '../../template/index.ts';
import { typeName } from '../../template/python/numbers.ts';
import { str } from '../../template/python/print.ts';
import { failAt } from '../context/fail.ts';
import type { World } from '../context/world.ts';
import { DataObject } from '../values/data-object.ts';
import { RecordValue } from '../values/record.ts';

/** Something to call that has attributes too: `ref`, `source`, `metric`, `function`. */
export class Resolver extends PyObject {
  readonly typeName: string;
  readonly #world: World;
  readonly #resolve: (call: CallArguments) => MaybePromise<Value>;
  constructor(typeName: string, world: World, resolve: (call: CallArguments) => MaybePromise<Value>) {
    super();
    this.typeName = typeName;
    this.#world = world;
    this.#resolve = resolve;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'config') return projectConfig(this.#world);
    return name === 'current_project' ? this.#world.projectName : undefined;
  }
  override call(call: CallArguments): MaybePromise<Value> {
    return this.#resolve(call);
  }
  str(): string {
    return `<${this.typeName}>`;
  }
}

/** `ref.config`, `adapter.config`: the project as macros look into it. */
export function projectConfig(world: World): RecordValue {
  world.onPassing?.();
  const fields: [string, () => Value][] = [
    ['project_name', () => world.projectName],
    ['args', () => fromHost(world.invocationArgs)],
    ['cli_vars', () => fromHost(world.invocationArgs.vars ?? {})],
    ['vars', () => varsObject(world, world.projectName)],
    ['dependencies', () => dependencies(world)],
    ['quoting', () => fromHost(world.quoting)],
    ['credentials', () => fromHost(world.target)],
    ['target_name', () => fromHost(world.target.target_name ?? world.target.name ?? null)],
    ['profile_name', () => fromHost(world.target.profile_name ?? null)],
  ];
  return new RecordValue('RuntimeConfig', new Map(fields));
}

/** Variables of a package: `vars.to_dict()`. */
const varsObject = (world: World, packageName: string): Value =>
  new DataObject(
    'VarProvider',
    new PyDict(Object.entries(world.vars.all(packageName)).map(([name, value]) => [name, fromHost(value)])),
  );

/** `ref.config.dependencies['dbt_utils'].version`. */
const dependencies = (world: World): Value =>
  new PyDict(
    (world.packages ?? []).map(({ name, version, root }) => {
      const fields: [string, () => Value][] = [
        ['project_name', () => name],
        ['version', () => version],
        ['project_root', () => root],
        ['vars', () => varsObject(world, name)],
      ];
      return [name, new RecordValue('RuntimeConfig', new Map(fields))];
    }),
  );

/** The arguments of ref(): `ref(name)`, `ref(package, name)`, with `v=` or `version=`; TD304 for anything else. */
export function refArguments(call: CallArguments): RefArgs {
  const { positional } = call;
  if (positional.length !== 1 && positional.length !== 2) {
    throw failAt(call, 'TD304', `ref() takes at most two arguments (${positional.length} given)`);
  }
  const name = textArgument(call, 'name', 'ref', positional.at(-1) ?? null);
  const packageName = positional.length === 2 ? positional[0] : null;
  return {
    name,
    package:
      packageName === null ? null : textArgument(call, 'package', 'ref', packageName ?? null, ' or None'),
    version: versionOf(call),
  };
}

function versionOf(call: CallArguments): string | number | null {
  const value = call.named.get('version') ?? call.named.get('v') ?? null;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw failAt(
    call,
    'TD304',
    `The version argument to ref() must be a string, int, float, or None - got ${typeName(value)}`,
  );
}

function textArgument(call: CallArguments, what: string, of: string, value: Value, or = ''): string {
  if (typeof value === 'string') return value;
  throw failAt(
    call,
    'TD304',
    `The ${what} argument to ${of}() must be a string${or}, got ${typeName(value)}`,
    value instanceof Undefined ? { help: `put the ${what} in quotes: ${of}('…')` } : {},
  );
}

/** The arguments of source(): exactly two texts; TD304 for anything else. */
export function sourceArguments(call: CallArguments): readonly [source: string, table: string] {
  const [source, table] = call.positional;
  if (call.positional.length !== 2 || source === undefined || table === undefined) {
    throw failAt(call, 'TD304', `source() takes exactly two arguments (${call.positional.length} given)`);
  }
  return [sourcePart(call, 'source name (first)', source), sourcePart(call, 'table name (second)', table)];
}

function sourcePart(call: CallArguments, what: string, value: Value): string {
  if (typeof value === 'string') return value;
  throw failAt(call, 'TD304', `The ${what} argument to source() must be a string, got ${typeName(value)}`);
}

/** The arguments of metric() and function(): one or two texts; TD304 for anything else. */
export function nameArguments(call: CallArguments, of: string): readonly string[] {
  const { positional } = call;
  if (positional.length !== 1 && positional.length !== 2) {
    throw failAt(call, 'TD304', `${of}() takes at most two arguments (${positional.length} given)`);
  }
  for (const value of positional) textArgument(call, 'name', of, value);
  return positional.map(str);
}

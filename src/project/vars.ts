import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Package } from './project.ts';
import { isMapping, readYaml, type YamlDocument } from './yaml.ts';

/** What var() answers from. */
export interface Vars {
  /** The value of a variable as seen from a package, or undefined when nobody sets it. */
  lookup(name: string, packageName: string): Json | undefined;
  /** All variables that a package sees, `--vars` included. */
  all(packageName: string): JsonObject;
}

/** The value of `--vars` (YAML or JSON text, or data from a program) as an object; TD112 when it is none. */
export function parseVars(vars: string | JsonObject | undefined): JsonObject {
  if (vars === undefined) return {};
  if (typeof vars !== 'string') return vars;
  if (vars.trim() === '') return {};
  const { value, diagnostics } = readYaml(vars, '--vars', { variables: true });
  const broken = diagnostics.find((one) => one.code === 'TD102');
  if (broken) throw failure('TD112', broken.message, { ...(broken.at ? { at: broken.at } : {}), help: HELP });
  if (isMapping(value)) return exact(value);
  throw failure(
    'TD112',
    `The --vars argument must be a YAML dictionary, but was of type '${pythonType(value)}'`,
    { help: HELP },
  );
}

const HELP = `--vars '{"name": "value"}'`;

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) || typeof value === 'bigint' ? 'int' : 'float';
}

/**
 * Variables as templates are to see them: a whole float stays one (a PyFloat, which JSON writes as a number);
 * an integer beyond 2^53 becomes its text, which prints the same and fits into JSON.
 */
function exact(vars: { readonly [name: string]: unknown }): JsonObject {
  const keep = (value: unknown): unknown => {
    if (typeof value === 'bigint') return String(value);
    if (Array.isArray(value)) return value.map(keep);
    return isMapping(value) ? exact(value) : value;
  };
  // JSON, but for PyFloat, which writes itself as a number.
  return Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, keep(value) as Json]));
}

/** A moment of time that may stand unquoted in a YAML text. */
const MOMENT = /\d[Tt \t]+\d?\d:\d\d:\d\d/;

/** `vars:` of a project file: as it is written, moments as Python prints them. */
export function varsOf({ text, file, value }: YamlDocument): JsonObject {
  const read = MOMENT.test(text) ? readYaml(text, file, { variables: true }).value : value;
  return isMapping(read) && isMapping(read.vars) ? exact(read.vars) : {};
}

/**
 * The variables of a project. A later one wins: the package's own (global, then under its name),
 * the root project's (global, then under the package's name), `--vars`.
 */
export function createVars(project: {
  readonly rootPackage: Package;
  readonly packages: readonly Package[];
  readonly cliVars: JsonObject;
}): Vars {
  const merged = new Map<string, JsonObject>();
  const all = (packageName: string): JsonObject => {
    const known = merged.get(packageName);
    if (known !== undefined) return known;
    const own = project.packages.find((one) => one.name === packageName && one !== project.rootPackage);
    const result = {
      ...(own ? seenFrom(own.vars, packageName) : {}),
      ...seenFrom(project.rootPackage.vars, packageName),
      ...project.cliVars,
    };
    merged.set(packageName, result);
    return result;
  };
  const lookup = (name: string, packageName: string): Json | undefined => {
    const vars = all(packageName);
    return Object.hasOwn(vars, name) ? vars[name] : undefined;
  };
  return { lookup, all };
}

function seenFrom(vars: JsonObject, packageName: string): JsonObject {
  const scoped = Object.hasOwn(vars, packageName) ? vars[packageName] : undefined;
  // A mapping in JSON is a JSON object.
  return isMapping(scoped) ? { ...vars, ...(scoped as JsonObject) } : vars;
}

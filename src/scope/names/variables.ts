import type { JsonObject } from '../../core/json.ts';
import type { MaybePromise } from '../../core/maybe-promise.ts';
import { didYouMean } from '../../core/similar.ts';
import {
  bindArguments,
  type CallArguments,
  fromHost,
  hostFunction,
  mayHoldTemplate,
  PyError,
  PyObject,
  parseTemplate,
  type Value,
} from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import type { BaseContext } from '../context/context.ts';
import { failAt } from '../context/fail.ts';
import type { Member } from '../context/lazy-scope.ts';
import { dumpJson } from '../values/json.ts';

/** What var() does when a variable is not set: an error, or None as in dbt while a model is parsed. */
export type Missing = 'error' | 'none';

/** `var('name', default)` and `var.has_var('name')`. */
class VariableLookup extends PyObject {
  readonly typeName = 'Var';
  readonly #context: BaseContext;
  readonly #missing: Missing;
  constructor(context: BaseContext, missing: Missing) {
    super();
    this.#context = context;
    this.#missing = missing;
  }
  override attribute(name: string): Value | undefined {
    if (name !== 'has_var') return undefined;
    return hostFunction('has_var', ['var_name'], (key) => this.#find(str(key)) !== undefined);
  }
  override call(call: CallArguments): MaybePromise<Value> {
    const [key, fallback] = bindArguments('var', ['var_name', 'default?'], call);
    const name = str(key);
    const value = this.#find(name);
    if (typeof value === 'string' && mayHoldTemplate(value)) return this.#render(name, value);
    if (value !== undefined) return fromHost(value);
    if (fallback !== undefined) return fallback;
    if (this.#missing === 'none') return null;
    throw missingVariable(this.#context, name, call);
  }
  str(): string {
    return '<var>';
  }
  /** A text that is a template itself sees what the template around it sees. */
  #render(name: string, text: string): MaybePromise<Value> {
    return parseTemplate(text, { file: `vars.${name}` }).render(this.#context.scope());
  }
  #find(name: string): unknown {
    const { world, packageName } = this.#context;
    return world.vars.lookup(name, packageName);
  }
}

/** var() for a scope. */
export const variableMember =
  (missing: Missing): Member<BaseContext> =>
  (context) =>
    new VariableLookup(context, missing);

function missingVariable(
  { world, packageName, subject }: BaseContext,
  name: string,
  call: CallArguments,
): Error {
  const all = withoutSecrets(world.vars.all(packageName));
  const given = dumpJson(fromHost(all), { indent: 4, sortKeys: true });
  const message = `Required var '${name}' not found in config:\nVars supplied to ${subject.name} = ${given}`;
  const help =
    didYouMean(name, Object.keys(all)) ??
    `pass it: --vars '{${name}: …}', or give a default: var('${name}', …)`;
  return failAt(call, 'TD111', message, { help });
}

/** Values of variables that are named as secrets are not shown. */
const withoutSecrets = (vars: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, name.startsWith('DBT_ENV_SECRET') ? '*****' : value]),
  );

/** env_var(): the environment, never its secrets. */
export const environmentMember: Member<BaseContext> = ({ world }) =>
  hostFunction('env_var', ['var', 'default?'], (name, fallback) => {
    if (typeof name !== 'string') throw new PyError('TypeError', 'env_var() wants the name of a variable');
    if (fallback === undefined || fallback === null) return world.envVar(name);
    // A default of another type is given back as it is, as in dbt: only its absence is text.
    return typeof fallback === 'string'
      ? world.envVar(name, fallback)
      : withDefault(world.envVar(name, UNSET), fallback);
  });

const UNSET = '\u0000unset';

const withDefault = (value: string, fallback: Value): Value => (value === UNSET ? fallback : value);

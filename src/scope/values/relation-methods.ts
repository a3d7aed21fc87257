import type { Relation } from '../../adapter/index.ts';
import { fromHost, hostFunction, PyDict, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';
import { changesFrom, pathOf } from './relation-changes.ts';

type Wrap = (relation: Relation) => Value;
type Method = (relation: Relation, wrap: Wrap) => Value;

const flag = (value: Value | undefined): boolean | undefined =>
  value === undefined || value === null ? undefined : truthy(value);

const PARTS = ['database?', 'schema?', 'identifier?'] as const;

/** The methods of a relation, by dbt's names. */
export const relationMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['render', (relation) => hostFunction('render', [], () => relation.render())],
  ['render_limited', (relation) => hostFunction('render_limited', [], () => relation.renderLimited())],
  ['get_default_quote_policy', defaultPolicy('get_default_quote_policy')],
  ['get_default_include_policy', defaultPolicy('get_default_include_policy')],
  ['__str__', (relation) => hostFunction('__str__', [], () => relation.toString())],
  [
    'quote',
    (relation, wrap) =>
      hostFunction('quote', PARTS, (database, schema, identifier) =>
        wrap(
          relation.quote({ database: flag(database), schema: flag(schema), identifier: flag(identifier) }),
        ),
      ),
  ],
  [
    'include',
    (relation, wrap) =>
      hostFunction('include', PARTS, (database, schema, identifier) =>
        wrap(
          relation.include({ database: flag(database), schema: flag(schema), identifier: flag(identifier) }),
        ),
      ),
  ],
  [
    'incorporate',
    (relation, wrap) =>
      hostFunction('incorporate', ['**changes'], (named) => wrap(relation.incorporate(changesFrom(named)))),
  ],
  [
    'replace',
    (relation, wrap) =>
      hostFunction('replace', ['**changes'], (named) => wrap(relation.incorporate(changesFrom(named)))),
  ],
  [
    'replace_path',
    (relation, wrap) =>
      hostFunction('replace_path', ['**parts'], (named) => wrap(relation.replacePath(pathOf(named)))),
  ],
  [
    'without_identifier',
    (relation, wrap) => hostFunction('without_identifier', [], () => wrap(relation.withoutIdentifier())),
  ],
  [
    'information_schema',
    (relation, wrap) =>
      hostFunction('information_schema', ['view_name?'], (view) =>
        wrap(relation.informationSchema(typeof view === 'string' ? view : null)),
      ),
  ],
  [
    'information_schema_only',
    (relation, wrap) => hostFunction('information_schema_only', [], () => wrap(relation.informationSchema())),
  ],
  ['quoted', (relation) => hostFunction('quoted', ['identifier'], (name) => relation.quoted(str(name)))],
  [
    'matches',
    (relation) => hostFunction('matches', PARTS, (...parts) => matches(relation, parts.slice(0, 3))),
  ],
  [
    'get',
    (relation, wrap) =>
      hostFunction('get', ['key', 'default?'], (key, or) => get(relation, wrap, str(key), or ?? null)),
  ],
  [
    'relation_max_name_length',
    (relation) => hostFunction('relation_max_name_length', [], () => relation.fields.maxNameLength),
  ],
  ['get_function_config', () => hostFunction('get_function_config', ['model'], functionConfig)],
  ['get_function_macro_name', () => hostFunction('get_function_macro_name', ['config'], functionMacro)],
  ['to_dict', (relation) => hostFunction('to_dict', ['*args', '**options'], () => asDict(relation))],
]);

/** Every part, as long as nobody says otherwise. */
function defaultPolicy(name: string): Method {
  return () => hostFunction(name, [], () => fromHost({ database: true, schema: true, identifier: true }));
}

/** What decides which macro builds a function; None for what is none. */
function functionConfig(model: Value): Value {
  if (!(model instanceof PyDict) || model.get('resource_type') !== 'function') return null;
  const config = model.get('config');
  const setting = (key: string): Value => (config instanceof PyDict ? (config.get(key) ?? null) : null);
  return new PyDict([
    ['language', model.get('language') ?? ''],
    ['type', setting('type') ?? ''],
    ['runtime_version', setting('runtime_version')],
    ['entry_point', setting('entry_point')],
  ]);
}

const functionMacro = (config: Value): Value =>
  config instanceof PyDict
    ? `${str(config.get('type') ?? '')}_function_${str(config.get('language') ?? '')}`
    : null;

function matches(relation: Relation, parts: readonly unknown[]): boolean {
  const [database, schema, identifier] = parts.map((part) => (typeof part === 'string' ? part : undefined));
  return relation.matches({ database, schema, identifier });
}

/** `relation.get('metadata').type` is how packages recognise a relation. */
function get(relation: Relation, wrap: Wrap, key: string, fallback: Value): Value {
  if (key === 'metadata') return new PyDict([['type', 'Relation']]);
  const value = asDict(relation).get(key);
  if (value !== undefined) return value;
  return relationMethods.get(key)?.(relation, wrap) ?? fallback;
}

function asDict(relation: Relation): PyDict {
  const { path, quotePolicy, includePolicy, quoteCharacter } = relation.fields;
  const dict = (parts: Readonly<Record<string, Value>>): PyDict => new PyDict(Object.entries(parts));
  return new PyDict([
    ['path', dict(path)],
    ['type', relation.type],
    ['quote_character', quoteCharacter],
    ['include_policy', dict(includePolicy)],
    ['quote_policy', dict(quotePolicy)],
    ['database', relation.database],
    ['schema', relation.schema],
    ['identifier', relation.identifier],
    ['name', relation.identifier],
    ['table', relation.identifier],
  ]);
}

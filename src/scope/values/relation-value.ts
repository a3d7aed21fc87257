import { RELATION_TYPES, type Relation } from '../../adapter/index.ts';
import { fromHost, hostFunction, makeSet, PyObject, type Value } from '../../template/index.ts';
import { attributes } from './attributes.ts';
import { relationMethods } from './relation-methods.ts';

const ATTRIBUTES = attributes<RelationValue>({
  database: ({ relation }) => relation.database,
  schema: ({ relation }) => relation.schema,
  identifier: ({ relation }) => relation.identifier,
  table: ({ relation }) => relation.identifier,
  name: ({ relation }) => relation.identifier,
  type: ({ relation }) => relation.type,
  is_table: ({ relation }) => relation.is('table'),
  is_view: ({ relation }) => relation.is('view'),
  is_cte: ({ relation }) => relation.is('cte'),
  is_materialized_view: ({ relation }) => relation.is('materialized_view'),
  is_pointer: ({ relation }) => relation.is('pointer_table'),
  is_function: ({ relation }) => relation.is('function'),
  can_be_renamed: ({ relation }) => relation.canBeRenamed,
  can_be_replaced: ({ relation }) => relation.canBeReplaced,
  path: ({ relation }) => fromHost(relation.fields.path),
  quote_policy: ({ relation }) => fromHost(relation.fields.quotePolicy),
  include_policy: ({ relation }) => fromHost(relation.fields.includePolicy),
  quote_character: ({ relation }) => relation.fields.quoteCharacter,
  dbt_created: ({ relation }) => relation.fields.dbtCreated,
  limit: ({ relation }) => relation.fields.limit,
  require_alias: ({ relation }) => relation.fields.requireAlias,
  external: ({ relation }) => relation.fields.external,
  catalog: ({ relation }) => relation.fields.catalog,
  event_time_filter: ({ relation }) => fromHost(relation.fields.eventTimeFilter),
  renameable_relations: ({ relation }) => makeSet([...relation.fields.renameable]),
  replaceable_relations: ({ relation }) => makeSet([...relation.fields.replaceable]),
  information_schema_view: ({ relation }) => relation.fields.informationSchemaView,
});

/** A relation as templates see it: dbt's attributes and methods; prints as its name in SQL. */
export class RelationValue extends PyObject {
  readonly typeName = 'Relation';
  override readonly mapping = true;
  readonly relation: Relation;
  constructor(relation: Relation) {
    super();
    this.relation = relation;
  }
  override attribute(name: string): Value | undefined {
    const known = ATTRIBUTES.get(name);
    if (known) return known(this);
    return relationMethods.get(name)?.(this.relation, relationValue) ?? typeConstant(name);
  }
  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined;
  }
  override equals(other: Value): boolean {
    return other instanceof RelationValue && other.relation.equals(this.relation);
  }
  override hash(): unknown {
    return `\u0000relation${this.relation.render()}`;
  }
  str(): string {
    return this.relation.toString();
  }
  override repr(): string {
    return `<Relation ${this.relation.render()}>`;
  }
}

/** Wraps a relation for templates. */
export const relationValue = (relation: Relation): RelationValue => new RelationValue(relation);

/** `api.Relation.Table` and the like: names of relation types. */
export function typeConstant(name: string): Value | undefined {
  if (name === 'get_relation_type') return hostFunction(name, ['name'], (type) => type);
  return Object.hasOwn(RELATION_TYPES, name) ? (RELATION_TYPES[name] ?? undefined) : undefined;
}

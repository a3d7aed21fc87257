import type { ColumnRules, Relation } from '../../adapter/index.ts';
import { hostFunction, PyDict, PyError, PyObject, type Value } from '../../template/index.ts';
import { str } from '../../template/python/print.ts';
import { listOf } from '../../template/python/sequence.ts';
import type { World } from '../context/world.ts';
import { ColumnClass } from '../values/column-value.ts';
import { type RecordValue, record } from '../values/record.ts';
import { changesFrom, pathPart } from '../values/relation-changes.ts';
import { RelationValue, relationValue, typeConstant } from '../values/relation-value.ts';
import { projectRelation } from './relations.ts';

/** `api`: Relation and Column. */
export const apiValue = (world: World): RecordValue =>
  record('api', { Relation: () => relationClass(world), Column: () => new ColumnClass(columnRules(world)) });

/** What columns need to know of the warehouse. */
export const columnRules = ({ adapter }: World): ColumnRules => ({
  types: adapter.types,
  quote: adapter.identifiers.quote,
});

/** `api.Relation`: makes relations, quoted as the project wants it. */
class RelationClass extends PyObject {
  readonly typeName = 'type';
  readonly #world: World;
  constructor(world: World) {
    super();
    this.#world = world;
  }
  override attribute(name: string): Value | undefined {
    const world = this.#world;
    switch (name) {
      case 'create':
        return hostFunction(
          name,
          ['database?', 'schema?', 'identifier?', 'type?', '**more'],
          (database, schema, identifier, type, more) => {
            if (type !== undefined) more.set('type', type);
            return relationValue(created(world, { database, schema, identifier }, more));
          },
        );
      case 'create_from':
      case 'create_from_node':
        return hostFunction(name, ['config', 'node?', '**more'], (config, node, more) =>
          relationValue(fromNode(world, node ?? config, more)),
        );
      case 'create_ephemeral_from':
      case 'create_ephemeral_from_node':
        return hostFunction(name, ['node', '*rest'], (node) => relationValue(ephemeral(world, node)));
      case 'add_ephemeral_prefix':
        return hostFunction(name, ['name'], (text) => `__dbt__cte__${str(text)}`);
      case 'scd_args':
        return hostFunction(name, ['primary_key', 'updated_at'], (key, updated) => [
          ...(Array.isArray(key) ? listOf(key) : [key]),
          updated,
        ]);
      default:
        return typeConstant(name);
    }
  }
  str(): string {
    return "<class 'Relation'>";
  }
}

/** `api.Relation` and `adapter.Relation`. */
export const relationClass = (world: World): Value => new RelationClass(world);

interface Parts {
  readonly database: Value | undefined;
  readonly schema: Value | undefined;
  readonly identifier: Value | undefined;
}

function created(world: World, parts: Parts, more: PyDict): Relation {
  const relation = projectRelation(world, {
    database: pathPart('database', parts.database),
    schema: pathPart('schema', parts.schema),
    identifier: pathPart('identifier', parts.identifier),
  });
  return relation.incorporate(changesFrom(more));
}

function partsOf(node: Value): Parts {
  if (node instanceof PyDict) {
    const identifier = node.get('identifier') ?? node.get('alias') ?? node.get('name');
    return { database: node.get('database'), schema: node.get('schema'), identifier };
  }
  if (node instanceof RelationValue) return node.relation;
  throw new PyError('TypeError', `a node or a relation was wanted, got ${str(node)}`, 'TD304');
}

const fromNode = (world: World, node: Value, more: PyDict): Relation => created(world, partsOf(node), more);

function ephemeral(world: World, node: Value): Relation {
  const { identifier } = partsOf(node);
  const name = `__dbt__cte__${str(identifier ?? '')}`;
  const none = { database: undefined, schema: undefined };
  return created(world, { ...none, identifier: name }, new PyDict([['type', 'cte']])).quote({
    identifier: false,
  });
}

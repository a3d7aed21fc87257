import {
  type EventTimeFilter,
  type IdentifierRules,
  Relation,
  type RelationChanges,
  type RelationType,
} from '../../adapter/index.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { type ManifestNode, type SourceNode, sourceSettings } from '../../manifest/index.ts';
import type { World } from '../context/world.ts';

/** How much of a relation is read. */
export interface Reading {
  /** At most so many rows; null for all. */
  readonly limit: number | null;
  readonly eventTimeFilter: EventTimeFilter | null;
}

const WHOLE: Reading = { limit: null, eventTimeFilter: null };

/** What a relation is made of, while parsing and later. */
export interface Named {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string | null;
  readonly quoting?: JsonObject | undefined;
  readonly type?: RelationType | null;
  readonly reading?: Reading;
  readonly catalog?: string | null;
}

/** A relation quoted as the project wants it, its own `quoting` first. */
export function projectRelation(world: World, named: Named): Relation {
  return quotedRelation(world, { ...world.quoting }, named);
}

/** What relations have from the warehouse's rules for names. */
export const relationRules = (rules: IdentifierRules): RelationChanges => ({
  requireAlias: rules.subqueryAlias,
  maxNameLength: rules.maxLength ?? null,
  renameable: rules.renameable ?? [],
  replaceable: rules.replaceable ?? [],
});

function quotedRelation(world: World, quoting: Partial<World['quoting']>, named: Named): Relation {
  const { database, schema, identifier } = named;
  return Relation.create({
    path: { database, schema, identifier },
    type: named.type ?? null,
    quoteCharacter: world.adapter.identifiers.quote,
    quotePolicy: { ...world.adapter.identifiers.quoting, ...quoting, ...policy(named.quoting) },
    ...(named.reading ?? WHOLE),
    catalog: named.catalog ?? null,
    ...relationRules(world.adapter.identifiers),
  });
}

/** The relation of a model, seed, snapshot, test or function. */
export function nodeRelation(world: World, node: ManifestNode, reading: Reading = WHOLE): Relation {
  const { database, schema, alias: identifier, config } = node;
  const type = node.resource_type === 'function' ? 'function' : null;
  const catalog = text(config.catalog_name ?? config.catalog);
  return projectRelation(world, {
    database,
    schema,
    identifier,
    quoting: object(config.quoting),
    type,
    reading,
    catalog,
  });
}

/** The relation of a source: as dbt, the project's own quoting does not count for it. */
export function sourceRelation(world: World, source: SourceNode, reading: Reading = WHOLE): Relation {
  const { database, schema, identifier } = source;
  const named = { database, schema, identifier, quoting: source.quoting, reading };
  const relation = quotedRelation(world, {}, named);
  const meta: JsonObject = { ...source.source_meta, ...object(source.config.meta), ...source.meta };
  const settings = sourceSettings(meta, source.config);
  const external = world.adapter.sourceRelation?.(settings, { name: source.name, identifier, schema });
  return external === undefined ? relation : relation.incorporate({ external });
}

/** The relation that stands for an ephemeral model inside a query. */
export const ephemeralRelation = (node: ManifestNode, reading: Reading): Relation =>
  Relation.ephemeral(node.alias, reading);

const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function policy(quoting: JsonObject | undefined): Partial<World['quoting']> {
  const parts = Object.entries(quoting ?? {}).filter(
    ([part, value]) =>
      typeof value === 'boolean' && (part === 'database' || part === 'schema' || part === 'identifier'),
  );
  return Object.fromEntries(parts);
}

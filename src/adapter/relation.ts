import { failure } from '../core/diagnostic.ts';
import { inQuotes } from './identifiers.ts';
import {
  ALL,
  PARTS,
  type Part,
  type Path,
  type Policy,
  type RelationType,
  withParts,
} from './relation-parts.ts';
import { type EventTimeFilter, eventTimeFiltered, limited } from './relation-subquery.ts';

/** All that makes a relation; `Relation.create` fills in what is not given. */
export interface RelationFields {
  readonly path: Path;
  readonly type: RelationType | null;
  readonly quoteCharacter: string;
  readonly includePolicy: Policy;
  readonly quotePolicy: Policy;
  /** Names of relations that tsdbt made compare without regard to case where they are not quoted. */
  readonly dbtCreated: boolean;
  /** At most so many rows are read (`--empty` reads 0); null for all. */
  readonly limit: number | null;
  readonly eventTimeFilter: EventTimeFilter | null;
  /** Whether a subquery must have an alias in this warehouse. */
  readonly requireAlias: boolean;
  /** What stands for the name where the relation is a file or a function: `read_csv('…')`. */
  readonly external: string | null;
  /** The view of an information schema: `INFORMATION_SCHEMA.TABLES`. */
  readonly informationSchemaView: string | null;
  readonly catalog: string | null;
  /** As many letters a name may have; null where nothing is said. Names of no type yet are not checked. */
  readonly maxNameLength: number | null;
  readonly renameable: readonly RelationType[];
  readonly replaceable: readonly RelationType[];
}

/** What a relation may be made or changed with; parts of path and policies that are left out stay. */
export type RelationChanges = Partial<Omit<RelationFields, 'path' | 'includePolicy' | 'quotePolicy'>> & {
  readonly path?: Partial<Path> | undefined;
  readonly includePolicy?: Partial<Policy> | undefined;
  readonly quotePolicy?: Partial<Policy> | undefined;
};

const EMPTY: RelationFields = {
  path: { database: null, schema: null, identifier: null },
  type: null,
  quoteCharacter: '"',
  includePolicy: ALL,
  quotePolicy: ALL,
  dbtCreated: false,
  limit: null,
  eventTimeFilter: null,
  requireAlias: true,
  external: null,
  informationSchemaView: null,
  catalog: null,
  maxNameLength: null,
  renameable: [],
  replaceable: [],
};

/** The name of a table, a view or the like: an immutable value, changed by making another. */
export class Relation {
  readonly fields: RelationFields;

  private constructor(fields: RelationFields) {
    checkLength(fields);
    this.fields = Object.freeze(fields);
  }

  /** A relation from the given fields. */
  static create(changes: RelationChanges = {}): Relation {
    return new Relation(change(EMPTY, changes));
  }

  /** The relation that a CTE of an ephemeral model is: unquoted, with dbt's prefix. */
  static ephemeral(identifier: string, changes: RelationChanges = {}): Relation {
    const path = { database: null, schema: null, identifier: `__dbt__cte__${identifier}` };
    return Relation.create({ ...changes, path, type: 'cte' }).quote({ identifier: false });
  }

  get database(): string | null {
    return this.fields.path.database;
  }
  get schema(): string | null {
    return this.fields.path.schema;
  }
  get identifier(): string | null {
    return this.fields.path.identifier;
  }
  get type(): RelationType | null {
    return this.fields.type;
  }
  get canBeRenamed(): boolean {
    return this.type !== null && this.fields.renameable.includes(this.type);
  }
  get canBeReplaced(): boolean {
    return this.type !== null && this.fields.replaceable.includes(this.type);
  }

  /** True when the relation is known to be of this type. */
  is(type: RelationType): boolean {
    return this.type === type;
  }

  /** The same relation with other fields; undefined leaves a field, null empties it. */
  incorporate(changes: RelationChanges): Relation {
    return new Relation(change(this.fields, changes));
  }

  /** The same relation under another name. */
  replacePath(path: Partial<Path>): Relation {
    return this.incorporate({ path });
  }

  /** The same relation with other parts quoted. */
  quote(policy: { readonly [P in Part]?: boolean | undefined }): Relation {
    return this.incorporate({ quotePolicy: defined(policy) });
  }

  /** The same relation with other parts printed. */
  include(policy: { readonly [P in Part]?: boolean | undefined }): Relation {
    return this.incorporate({ includePolicy: defined(policy) });
  }

  /** Its schema alone, as `create schema` wants it. */
  withoutIdentifier(): Relation {
    return this.include({ identifier: false }).replacePath({ identifier: null });
  }

  /** The information schema of its database, or one of its views. */
  informationSchema(view: string | null = null): Relation {
    return new Relation({
      ...EMPTY,
      path: { database: this.database, schema: null, identifier: 'INFORMATION_SCHEMA' },
      type: 'view',
      includePolicy: { database: this.database !== null, schema: false, identifier: true },
      quotePolicy: { ...this.fields.quotePolicy, identifier: false },
      quoteCharacter: this.fields.quoteCharacter,
      informationSchemaView: view,
    });
  }

  /** An identifier in the warehouse's quotes. */
  quoted(identifier: string): string {
    return inQuotes(identifier, this.fields.quoteCharacter);
  }

  /** The name as SQL, without limits and filters: `"db"."schema"."table"`. */
  render(): string {
    const { external, informationSchemaView: view } = this.fields;
    if (external !== null) return external;
    const parts = PARTS.map((part) => this.#part(part)).filter((part) => part !== null);
    return (view === null ? parts : [...parts, view]).join('.');
  }

  /** The name, or a subquery where rows are limited. */
  renderLimited(): string {
    return limited(this.fields, this.render());
  }

  /** What `{{ relation }}` prints: the name, or a subquery where rows are limited or filtered by time. */
  toString(): string {
    if (this.is('function')) return this.render();
    return eventTimeFiltered(this.fields, this.renderLimited());
  }

  /** Whether it goes by this name; throws TD607 when only the case of letters differs. */
  matches(search: { readonly [P in Part]?: string | null | undefined }): boolean {
    const wanted = PARTS.flatMap((part) => (search[part] ? [[part, search[part]] as const] : []));
    if (wanted.length === 0) {
      throw failure('TD304', 'Tried to match relation, but no search path was passed!');
    }
    if (wanted.every(([part, name]) => this.#same(part, name))) return true;
    if (wanted.every(([part, name]) => this.#fold(this.fields.path[part] ?? '') === this.#fold(name))) {
      throw approximate(Relation.create({ path: defined(search) }), this);
    }
    return false;
  }

  /** True for a relation with the same fields. */
  equals(other: Relation): boolean {
    return JSON.stringify(this.fields) === JSON.stringify(other.fields);
  }

  #part(part: Part): string | null {
    const { path, includePolicy, quotePolicy } = this.fields;
    const name = includePolicy[part] ? path[part] : null;
    return name !== null && quotePolicy[part] ? this.quoted(name) : name;
  }

  #same(part: Part, name: string): boolean {
    const { path, dbtCreated, quotePolicy } = this.fields;
    if (dbtCreated && !quotePolicy[part]) return path[part]?.toLowerCase() === name.toLowerCase();
    return path[part] === name;
  }

  #fold(name: string): string {
    return name.toLowerCase().replaceAll(this.fields.quoteCharacter, '');
  }
}

function checkLength({ path: { identifier }, type, maxNameLength }: RelationFields): void {
  if (maxNameLength === null || type === null || identifier === null) return;
  if (Buffer.byteLength(identifier) <= maxNameLength) return;
  throw failure('TD305', `Relation name '${identifier}' is longer than ${maxNameLength} characters`, {
    help: 'give it a shorter name, or an alias',
  });
}

function change(old: RelationFields, changes: RelationChanges): RelationFields {
  const { path = {}, includePolicy = {}, quotePolicy = {}, ...plain } = changes;
  return {
    ...old,
    ...plain,
    path: withParts(old.path, path),
    includePolicy: withParts(old.includePolicy, includePolicy),
    quotePolicy: withParts(old.quotePolicy, quotePolicy),
  };
}

function defined<T>(parts: { readonly [P in Part]?: T | undefined }): { readonly [P in Part]?: T } {
  const out: { [P in Part]?: T } = {};
  for (const part of PARTS) {
    const value = parts[part];
    if (value !== undefined) out[part] = value;
  }
  return out;
}

function approximate(wanted: Relation, found: Relation): Error {
  const text = `When searching for a relation, dbt found an approximate match. Searched for: ${wanted.render()}. Found: ${found.render()}`;
  return failure('TD607', text, {
    help: `drop ${found.render()}, or rename one of the two so that they differ in more than case`,
  });
}

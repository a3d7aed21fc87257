import { catalogColumns, columnsOf } from './columns.ts';
import { detailsOf, metaOf, statsOf } from './details.ts';
import { type Fields, fieldsOf, textOf, textsOf } from './json.ts';
import type { Code, Resource } from './project.ts';

/** A resource of the manifest with what the catalog knows of it (`undefined`: nothing). */
export function resourceOf(id: string, fields: Fields, table: Fields | undefined): Resource {
  const kind = textOf(fields.resource_type) || id.slice(0, id.indexOf('.'));
  const config = fieldsOf(fields.config);
  const docs = fieldsOf(fields.docs ?? config.docs);
  const name = textOf(fields.name);
  const file = textOf(fields.original_file_path);
  return {
    id,
    kind,
    name,
    title: titleOf(kind, name, fields),
    package: textOf(fields.package_name),
    file,
    folders: foldersOf(file),
    description: textOf(fields.description),
    tags: [...new Set([...textsOf(fields.tags), ...textsOf(config.tags)])],
    columns: columnsOf(fields, table && catalogColumns(table)),
    code: codeOf(kind, fields),
    details: detailsOf(kind, fields, table),
    stats: table ? statsOf(table) : [],
    meta: metaOf({ ...fieldsOf(config.meta), ...fieldsOf(fields.meta) }),
    place: placeOf(fields),
    materialized:
      kind === 'model' || kind === 'snapshot' || kind === 'seed' ? textOf(config.materialized) : '',
    color: plainColor(textOf(docs.node_color)),
    listed: docs.show !== false,
    parents: parentsOf(kind, fields),
    macros: textsOf(fieldsOf(fields.depends_on).macros),
    tested: testedOf(kind, fields),
  };
}

function titleOf(kind: string, name: string, fields: Fields): string {
  if (kind === 'source') return `${textOf(fields.source_name)}.${name}`;
  const version = textOf(fields.version);
  return kind === 'model' && version !== '' ? `${name} v${version}` : name;
}

/** The first folder (`models`) says what the kind says already. */
const foldersOf = (file: string): readonly string[] => file.split(/[\\/]/).slice(1, -1);

function codeOf(kind: string, fields: Fields): readonly Code[] {
  const written = textOf(fields.raw_code) || textOf(fields.macro_sql);
  const all: readonly Code[] = [
    { label: kind === 'macro' ? 'Source' : 'Code', text: written },
    { label: 'Compiled', text: textOf(fields.compiled_code) },
    { label: 'Given', text: kind === 'unit_test' ? JSON.stringify(fields.given ?? [], null, 2) : '' },
    { label: 'Expected', text: kind === 'unit_test' ? JSON.stringify(fields.expect ?? {}, null, 2) : '' },
  ];
  return all.filter(({ text }) => text.trim() !== '');
}

function placeOf(fields: Fields): Resource['place'] {
  const name = textOf(fields.alias) || textOf(fields.identifier);
  const relation = textOf(fields.relation_name);
  if (relation === '' || name === '') return null;
  return { database: textOf(fields.database), schema: textOf(fields.schema), name };
}

function parentsOf(kind: string, fields: Fields): readonly string[] {
  const nodes = textsOf(fieldsOf(fields.depends_on).nodes);
  return kind === 'macro' ? [] : [...new Set(nodes)];
}

function testedOf(kind: string, fields: Fields): Resource['tested'] {
  if (kind !== 'test' && kind !== 'unit_test') return null;
  const [only = ''] = textsOf(fieldsOf(fields.depends_on).nodes);
  return { id: textOf(fields.attached_node) || only, column: textOf(fields.column_name) };
}

/** Names and #hex only: nothing that could fetch something. */
const plainColor = (color: string): string => (/^(#[0-9a-f]{3,8}|[a-z]+)$/i.test(color) ? color : '');

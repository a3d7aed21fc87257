import { type Fields, fieldsOf, isFields, listOf, shown, textOf, textsOf } from './json.ts';
import type { Detail } from './project.ts';

type Row = readonly [label: string, value: string];

/** The small print of a resource: what is worth knowing at a glance, empty values left out. */
export function detailsOf(kind: string, fields: Fields, table: Fields | undefined): readonly Detail[] {
  const config = fieldsOf(fields.config);
  const metadata = fieldsOf(table?.metadata);
  return present([
    ['Relation', textOf(fields.relation_name)],
    ['In the warehouse', textOf(metadata.type).toLowerCase()],
    ['Materialized', kind === 'test' ? '' : textOf(config.materialized)],
    ['Owner', ownerOf(fields) || textOf(metadata.owner)],
    ['Access', kind === 'model' ? textOf(fields.access ?? config.access) : ''],
    ['Group', textOf(fields.group) || textOf(config.group)],
    ['Contract', fieldsOf(fields.contract ?? config.contract).enforced === true ? 'enforced' : ''],
    ['Language', textOf(fields.language) === 'python' ? 'Python' : ''],
    ...ofKind(kind, fields, config),
    ['Package', textOf(fields.package_name)],
    ['File', textOf(fields.original_file_path)],
  ]);
}

function ofKind(kind: string, fields: Fields, config: Fields): readonly Row[] {
  switch (kind) {
    case 'source':
      return [
        ['Loader', textOf(fields.loader)],
        ['Loaded at', textOf(fields.loaded_at_field)],
        ['Freshness', freshnessOf(fieldsOf(fields.freshness))],
      ];
    case 'exposure':
      return [
        ['Type', textOf(fields.type)],
        ['Maturity', textOf(fields.maturity)],
        ['Address', textOf(fields.url)],
      ];
    case 'test':
      return [
        ['Test', textOf(fieldsOf(fields.test_metadata).name)],
        ['Column', textOf(fields.column_name)],
        ['Severity', textOf(config.severity).toLowerCase()],
        ['Where', textOf(config.where)],
      ];
    case 'metric':
      return [
        ['Type', textOf(fields.type)],
        ['Label', textOf(fields.label)],
      ];
    case 'macro':
      return [['Arguments', listOf(fields.arguments).map(argumentText).join(', ')]];
    default:
      return [
        ['Unique key', textsOf(config.unique_key).join(', ')],
        ['Strategy', textOf(config.incremental_strategy) || textOf(config.strategy)],
        ['Deprecated', textOf(fields.deprecation_date)],
      ];
  }
}

/** `name: type`. */
const argumentText = (argument: Fields): string =>
  [textOf(argument.name), textOf(argument.type)].filter((text) => text !== '').join(': ');

/** `Ann <ann@example.com>`, or a text. */
function ownerOf(fields: Fields): string {
  const owner = fields.owner ?? fieldsOf(fields.config).owner;
  if (!isFields(owner)) return textOf(owner);
  return [textOf(owner.name), ...textsOf(owner.email).map((mail) => `<${mail}>`)]
    .filter((text) => text !== '')
    .join(' ');
}

function freshnessOf(freshness: Fields): string {
  const limits = ['warn_after', 'error_after'].flatMap((key) => {
    const { count, period } = fieldsOf(freshness[key]);
    return textOf(count) === ''
      ? []
      : [`${key.replace('_after', '')} after ${textOf(count)} ${textOf(period)}s`];
  });
  return limits.join(', ');
}

/** Figures of the catalog that are meant to be shown. */
export const statsOf = (table: Fields): readonly Detail[] =>
  Object.values(fieldsOf(table.stats))
    .map(fieldsOf)
    .filter((stat) => stat.include === true)
    .map((stat) => ({ label: textOf(stat.label), value: shown(stat.value) }));

/** `meta` as rows. */
export const metaOf = (meta: Fields): readonly Detail[] =>
  Object.entries(meta).map(([label, value]) => ({ label, value: shown(value) }));

const present = (rows: readonly Row[]): readonly Detail[] =>
  rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));

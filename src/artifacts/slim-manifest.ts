import type { Json, JsonObject } from '../core/json.ts';

/** Sections of the manifest that the docs page does not show. */
const SECTIONS: ReadonlySet<string> = new Set([
  'disabled',
  'selectors',
  'group_map',
  'parent_map',
  'child_map',
]);

/** Fields of resources that it does not show. */
const FIELDS: ReadonlySet<string> = new Set([
  'build_path',
  'checksum',
  'compiled_path',
  'config_call_dict',
  'created_at',
  'doc_blocks',
  'extra_ctes',
  'extra_ctes_injected',
  'refs',
  'root_path',
  'sources',
  'unrendered_config',
  'unrendered_database',
  'unrendered_schema',
]);

/** manifest.json without what the page does not show: other sections, the standard library's macros, fields for machines. */
export function slimManifest(manifest: Json): Json {
  if (!isObject(manifest)) return manifest;
  const { adapter_type } = isObject(manifest.metadata) ? manifest.metadata : {};
  const standard = new Set(['dbt', `dbt_${adapter_type}`]);
  const sections = Object.entries(manifest).filter(([name]) => !SECTIONS.has(name));
  return Object.fromEntries(
    sections.map(([name, section]) => [name, name === 'metadata' ? section : slimSection(section, standard)]),
  );
}

function slimSection(section: Json, standard: ReadonlySet<Json>): Json {
  if (!isObject(section)) return section;
  const entries = Object.entries(section).filter(
    ([id, item]) => !(id.startsWith('macro.') && isObject(item) && standard.has(item.package_name ?? null)),
  );
  return Object.fromEntries(entries.map(([id, item]) => [id, slimItem(item)]));
}

const slimItem = (item: Json): Json =>
  isObject(item) ? Object.fromEntries(Object.entries(item).filter(([field]) => !FIELDS.has(field))) : item;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

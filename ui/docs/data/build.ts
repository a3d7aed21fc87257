import { type Fields, fieldsOf, isFields, textOf } from './json.ts';
import type { Project, Resource } from './project.ts';
import { resourceOf } from './resource.ts';

const SECTIONS = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'unit_tests',
  'functions',
  'groups',
  'macros',
] as const;

/** What the page shows, from manifest.json and catalog.json (null: there is none). */
export function buildProject(manifest: Fields, catalog: Fields | null): Project {
  const metadata = fieldsOf(manifest.metadata);
  const name = textOf(metadata.project_name);
  const resources = readResources(manifest, catalog ?? {}, textOf(metadata.adapter_type));
  return {
    name,
    adapter: textOf(metadata.adapter_type),
    version: textOf(metadata.dbt_version),
    generatedAt: textOf(metadata.generated_at),
    resources,
    children: childrenOf(resources),
    tests: testsOf(resources),
    overview: overviewOf(fieldsOf(manifest.docs), name),
    hasCatalog: catalog !== null,
  };
}

function readResources(manifest: Fields, catalog: Fields, adapter: string): ReadonlyMap<string, Resource> {
  const tables = { ...fieldsOf(catalog.nodes), ...fieldsOf(catalog.sources) };
  const standard = new Set(['dbt', `dbt_${adapter}`]);
  const entries = SECTIONS.flatMap((section) => Object.entries(fieldsOf(manifest[section])));
  const resources = new Map<string, Resource>();
  for (const [id, item] of entries) {
    const fields = fieldsOf(item);
    if (id.startsWith('macro.') && standard.has(textOf(fields.package_name))) continue;
    if (id.startsWith('operation.')) continue;
    const table = tables[id];
    resources.set(id, resourceOf(id, fields, isFields(table) ? table : undefined));
  }
  return resources;
}

function childrenOf(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { id, parents, macros } of resources.values()) {
    for (const parent of [...parents, ...macros]) {
      const known = children.get(parent);
      if (known) known.push(id);
      else children.set(parent, [id]);
    }
  }
  return children;
}

function testsOf(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, readonly Resource[]> {
  const tests = [...resources.values()].filter(({ tested }) => tested !== null);
  return Map.groupBy(tests, ({ tested }) => tested?.id ?? '');
}

/** The project's own block, not the one that dbt brings. */
function overviewOf(docs: Fields, project: string): string {
  return textOf(fieldsOf(docs[`doc.${project}.__overview__`]).block_contents);
}

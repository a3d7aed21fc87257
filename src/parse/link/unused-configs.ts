import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Json } from '../../core/json.ts';
import type { GraphNode } from '../../manifest/index.ts';
import { isMapping } from '../../project/yaml.ts';
import type { ParseContext } from '../context/context.ts';

const SECTION_OF: ReadonlyMap<string, string> = new Map([
  ['model', 'models'],
  ['seed', 'seeds'],
  ['snapshot', 'snapshots'],
  ['source', 'sources'],
  ['test', 'data_tests'],
  ['unit_test', 'unit_tests'],
  ['metric', 'metrics'],
  ['semantic_model', 'semantic_models'],
  ['saved_query', 'saved_queries'],
  ['exposure', 'exposures'],
  ['function', 'functions'],
  ['function', 'functions'],
]);

/** One TD216 for all paths of the project file's config sections that lead to no resource. */
export function unusedConfigs(
  context: ParseContext,
  nodes: readonly GraphNode[],
  disabled: readonly GraphNode[],
): readonly Diagnostic[] {
  const used = new Map<string, Set<string>>();
  for (const node of nodes)
    addPrefixes(used, SECTION_OF.get(node.resource_type) ?? node.resource_type, node.fqn);
  for (const node of disabled)
    for (const section of SECTION_OF.values()) addPrefixes(used, section, node.fqn);
  const { configs } = context.project.rootPackage;
  const unused = [...SECTION_OF.values()].flatMap((section) =>
    pathsOf(configs[section] ?? {}, [])
      .filter((path) => (path.length === 0 ? !used.has(section) : !used.get(section)?.has(path.join('\n'))))
      .map((path) => [section, ...path]),
  );
  const [first] = unused;
  if (first === undefined) return [];
  const list = unused.map((path) => `\n- ${path.join('.')}`).join('');
  const message = `Configuration paths exist in your ${fileName(context)} file which do not apply to any resources.\nThere are ${unused.length} unused configuration paths:${list}`;
  return [{ code: 'TD216', message, at: context.project.rootPackage.place(first) }];
}

const fileName = (context: ParseContext): string =>
  context.project.rootPackage.projectFile.split('/').at(-1) ?? 'dbt_project.yml';

function addPrefixes(used: Map<string, Set<string>>, section: string, fqn: readonly string[]): void {
  const known = used.get(section) ?? new Set<string>();
  used.set(section, known);
  for (let length = fqn.length; length > 0; length--) {
    const prefix = fqn.slice(0, length).join('\n');
    if (known.has(prefix)) return;
    known.add(prefix);
  }
}

/** The levels that set something themselves. */
function pathsOf(
  level: { readonly [key: string]: Json },
  path: readonly string[],
): readonly (readonly string[])[] {
  const own = Object.entries(level).some(([key, value]) => key.startsWith('+') || !isMapping(value));
  const deeper = Object.entries(level).flatMap(([key, value]) =>
    isLevel(value) && !key.startsWith('+') ? pathsOf(value, [...path, key]) : [],
  );
  return own ? [path, ...deeper] : deeper;
}

const isLevel = (value: Json): value is { readonly [key: string]: Json } => isMapping(value);

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
  const { configs } = context.project.rootPackage;
  let unused: readonly (readonly string[])[] = [...SECTION_OF.values()].flatMap((section) =>
    pathsOf(configs[section] ?? {}, []).map((path) => [section, ...path]),
  );
  const strike = (leads: (path: readonly string[]) => boolean): void => {
    if (unused.some(leads)) unused = unused.filter((path) => !leads(path));
  };
  for (const node of nodes)
    strike((path) => path[0] === SECTION_OF.get(node.resource_type) && leadsTo(path, node.fqn));
  for (const node of disabled) strike((path) => leadsTo(path, node.fqn));
  const [first] = unused;
  if (first === undefined) return [];
  const list = unused.map((path) => `\n- ${path.join('.')}`).join('');
  const message = `Configuration paths exist in your ${fileName(context)} file which do not apply to any resources.\nThere are ${unused.length} unused configuration paths:${list}`;
  return [{ code: 'TD216', message, at: context.project.rootPackage.place(first) }];
}

const fileName = (context: ParseContext): string =>
  context.project.rootPackage.projectFile.split('/').at(-1) ?? 'dbt_project.yml';

/** Whether the path behind the section's name is one that leads to a resource. */
const leadsTo = (path: readonly string[], fqn: readonly string[]): boolean =>
  path.every((step, at) => at === 0 || fqn[at - 1] === step);

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

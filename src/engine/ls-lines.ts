import { type GraphNode, versionedName } from '../manifest/index.ts';

/** What --select takes to mean exactly this resource. */
export function selectorOf(node: GraphNode): string {
  switch (node.resource_type) {
    case 'source':
      return `source:${node.package_name}.${node.source_name}.${node.name}`;
    case 'exposure':
    case 'metric':
    case 'saved_query':
    case 'semantic_model':
      return `${node.resource_type}:${node.package_name}.${node.name}`;
    case 'unit_test':
      return `unit_test:${node.package_name}.${versionedName(node)}`;
    default:
      return node.fqn.join('.');
  }
}

/** Its name as `ls --output name` shows it: sources with the source's name, versioned models with the version. */
export function nameOf(node: GraphNode): string {
  if (node.resource_type === 'source') return `${node.source_name}.${node.name}`;
  const version = node.resource_type === 'model' ? node.version : null;
  return version === null ? node.name : `${node.name}.v${version}`;
}

/** The keys that dbt prints, in its order. */
const KEYS = [
  'name',
  'resource_type',
  'package_name',
  'original_file_path',
  'unique_id',
  'source_name',
  'alias',
  'config',
  'tags',
  'depends_on',
] as const;

/** One resource as a line of JSON: dbt's keys, or those asked for (`config.materialized` reaches inside). */
export function jsonLine(node: GraphNode, keys: readonly string[] = []): string {
  const whole = new Map<string, unknown>(Object.entries(node));
  // Nothing stands below a seed: dbt shows its macros only.
  if (node.resource_type === 'seed') whole.set('depends_on', { macros: node.depends_on.macros });
  const wanted = keys.length > 0 ? keys : KEYS;
  const picked = wanted.flatMap((key): [string, unknown][] => {
    const value = key.includes('.') ? reach(whole, key.split('.')) : whole.get(key);
    return value === undefined || (value === null && key.includes('.')) ? [] : [[key, value]];
  });
  return spacedJson(Object.fromEntries(picked));
}

function reach(whole: ReadonlyMap<string, unknown>, [first = '', ...rest]: readonly string[]): unknown {
  let at = whole.get(first);
  for (const step of rest) {
    at =
      typeof at === 'object' && at !== null
        ? new Map<string, unknown>(Object.entries(at)).get(step)
        : undefined;
  }
  return at;
}

/** JSON with a space after commas and colons, as Python prints it; whole numbers of any size. */
export function spacedJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`).join(', ')}}`;
}

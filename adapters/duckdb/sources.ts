import { failure } from '../../src/core/diagnostic.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';

interface Source {
  readonly name: string;
  readonly identifier: string;
  readonly schema: string;
}

type Lookup = (key: string) => string;

const FORMATTERS: Readonly<Record<string, (template: string, lookup: Lookup) => string>> = {
  newstyle: (template, lookup) =>
    template.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (found, key?: string) =>
      key === undefined ? found.charAt(0) : lookup(key),
    ),
  oldstyle: (template, lookup) =>
    template.replace(/%%|%\(([^)]*)\)[sd]/g, (_found, key?: string) =>
      key === undefined ? '%' : lookup(key),
    ),
  template: (template, lookup) =>
    template.replace(/\$\$|\$(\w+)|\$\{(\w+)\}/g, (_found, a?: string, b?: string) =>
      (a ?? b) === undefined ? '$' : lookup(a ?? b ?? ''),
    ),
};

/**
 * What a source's `external_location` stands for in SQL: a quoted path, or the call that was written;
 * undefined for a source that is a table. TD212 for a formatter or a name that does not exist.
 */
export function sourceRelation(meta: JsonObject, source: Source): string | undefined {
  if (meta.plugin !== undefined && meta.plugin !== null) {
    throw failure('TD606', `source ${source.schema}.${source.name}: dbt-duckdb's plugins are Python code`, {
      help: 'use "external_location" for files, or "attach" in the profile for databases',
    });
  }
  const template = meta.external_location;
  if (typeof template !== 'string') return undefined;
  const name = typeof meta.formatter === 'string' ? meta.formatter : 'newstyle';
  const formatter = Object.hasOwn(FORMATTERS, name) ? FORMATTERS[name] : undefined;
  if (!formatter) {
    throw failure(
      'TD212',
      `Formatter ${name} not recognized. Must be one of 'newstyle', 'oldstyle', or 'template'.`,
    );
  }
  const location = formatter(template, (key) => lookUp(key, { ...source, ...meta }, template));
  return location.includes('(') || location.startsWith("'") ? location : `'${location}'`;
}

/** `name`, or `tags[0]` and `options[folder]` for what stands inside a list or a mapping. */
function lookUp(key: string, values: JsonObject, template: string): string {
  const [first = '', ...rest] = key.split(/[[\]]+/).filter((part) => part !== '');
  let value: Json | undefined = values[first];
  for (const part of rest) value = inside(value, part);
  if (value === undefined || typeof value === 'object') {
    throw failure('TD212', `external_location "${template}": nothing is known as "${key}"`, {
      help: `known names: ${Object.keys(values).join(', ')}`,
    });
  }
  return String(value);
}

function inside(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

import { isAbsolute, resolve } from 'node:path';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Attachment, DuckdbConfig } from './config.ts';

/** A text as a literal of SQL. */
export const literal = (value: Json): string => `'${String(value).replaceAll("'", "''")}'`;

/** An identifier in quotes. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A path as DuckDB opens it: relative ones are relative to `root`; URLs and `~` stay. */
export function filePath(path: string, root: string): string {
  const stays =
    path === '' || path.startsWith(':') || path.startsWith('~') || /^[a-z][a-z0-9+]+:/i.test(path);
  return stays || isAbsolute(path) ? path : resolve(root, path);
}

/** The statements that an opened database needs once: extensions, secrets, attached databases. */
export function databaseSetup(config: DuckdbConfig, root: string): readonly string[] {
  return [
    ...config.extensions.map(
      ({ name, repo }) => `install ${name}${repo === null ? '' : ` from ${repo}`}; load ${name}`,
    ),
    ...config.secrets.map(secret),
    ...config.attach.map((attachment) => attach(attachment, root)),
  ];
}

/** The statements that each session needs: its settings, and where relative files are looked for. */
export function sessionSetup(config: DuckdbConfig, root: string): readonly string[] {
  const folder =
    'file_search_path' in config.settings || root.includes(',') ? {} : { file_search_path: root };
  return Object.entries({ ...folder, ...config.settings }).map(
    ([key, value]) => `set ${key} = ${literal(value)}`,
  );
}

function attach(attachment: Attachment, root: string): string {
  const { alias, type, options } = attachment;
  const local = type === null || ['duckdb', 'sqlite'].includes(type.toLowerCase());
  const path = local ? filePath(attachment.path, root) : attachment.path;
  const list = [
    type === null ? '' : `TYPE ${type}`,
    attachment.secret === null ? '' : `SECRET ${attachment.secret}`,
    attachment.readOnly ? 'READ_ONLY' : '',
    ...Object.entries(options).map(([key, value]) => attachOption(key, value)),
  ].filter((option) => option !== '');
  const name = alias === null ? '' : ` as ${alias}`;
  return `attach if not exists ${literal(path)}${name}${list.length > 0 ? ` (${list.join(', ')})` : ''}`;
}

function attachOption(key: string, value: Json): string {
  if (['type', 'secret', 'read_only'].includes(key) || value === null || value === false) return '';
  const name = key.toUpperCase();
  if (value === true) return name;
  if (typeof value !== 'string' || /^\s*(['"]).*\1\s*$/s.test(value)) return `${name} ${String(value)}`;
  return `${name} ${literal(value)}`;
}

const BARE = ['type', 'provider', 'extra_http_headers'];

function secret(raw: JsonObject, index: number): string {
  const { name, persistent, scope, ...rest } = raw;
  const scopes = Array.isArray(scope) ? scope : scope === undefined || scope === null ? [] : [scope];
  const list = [
    ...Object.entries(rest).flatMap(([key, value]) => (value === null ? [] : [secretOption(key, value)])),
    ...scopes.map((item) => `scope ${literal(item)}`),
  ];
  const kept = persistent === true ? ' persistent' : '';
  return `create or replace${kept} secret ${String(name ?? `_dbt_secret_${index + 1}`)} (${list.join(', ')})`;
}

function secretOption(key: string, value: Json): string {
  if (Array.isArray(value)) return `${key} array [${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([name, item]) => `${literal(name)}: ${literal(item)}`);
    return `${key} map {${items.join(', ')}}`;
  }
  return BARE.includes(key) ? `${key} ${String(value)}` : `${key} ${literal(value)}`;
}

import type { JsonObject } from '../core/json.ts';

/** What dbt's `flags` says when nobody sets anything. */
const DEFAULTS: JsonObject = {
  cache_selected_only: false,
  debug: false,
  defer: false,
  empty: false,
  event_time_end: null,
  event_time_start: null,
  fail_fast: false,
  favor_state: false,
  full_refresh: false,
  indirect_selection: 'eager',
  introspect: true,
  inject_ephemeral_ctes: true,
  log_cache_events: false,
  log_format: 'default',
  no_print: null,
  partial_parse: true,
  populate_cache: true,
  print: true,
  printer_width: 80,
  quiet: false,
  sample: null,
  send_anonymous_usage_stats: false,
  static_parser: true,
  store_failures: false,
  use_colors: true,
  use_experimental_parser: false,
  version_check: true,
  warn_error: null,
  write_json: true,
};

/**
 * `flags` as templates see it, upper-case names: dbt's defaults, `flags:` of the project file, then what was asked for;
 * WHICH is the command.
 */
export function templateFlags(command: string, projectFlags: JsonObject, asked: JsonObject): JsonObject {
  const merged = { ...DEFAULTS, ...projectFlags, ...asked, which: command };
  return Object.fromEntries(Object.entries(merged).map(([name, value]) => [name.toUpperCase(), value]));
}

/** Options of a command under dbt's names: `fullRefresh` → `full_refresh`; what is not set is left out, and what dbt has no name for. */
export function asFlags(options: object): JsonObject {
  const entries = Object.entries(options).filter(([name, value]) => value !== undefined && !OWN.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [snakeCase(name), value]));
}

const OWN: ReadonlySet<string> = new Set(['only', 'left', 'resume']);

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

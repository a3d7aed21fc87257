/** dbt's own filters: in text they change nothing, in native rendering they say what the text becomes. */
import { builtin } from '../python/call.ts';
import { Marker } from '../python/marker.ts';
import { str } from '../python/print.ts';
import type { HostFunction } from '../python/value.ts';

const marking = (name: string, kind: Marker['kind']): HostFunction =>
  builtin(name, ['value'], (value, call) => (call.native ? new Marker(kind, str(value)) : value));

/** as_text, as_bool, as_native, as_number, is_list. */
export const nativeFilters: readonly HostFunction[] = [
  marking('as_text', 'text'),
  marking('as_bool', 'bool'),
  marking('as_native', 'native'),
  marking('as_number', 'number'),
  builtin('is_list', ['value'], (value) => Array.isArray(value)),
];

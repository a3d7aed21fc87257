import { PyFloat } from '../../template/index.ts';
import { isMapping } from '../yaml.ts';

/** Data of YAML as Python's json.dumps(…, sort_keys=True) writes it: what dbt's hashes are made of. */
export function pythonJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof PyFloat) return floatOf(value.value);
  if (typeof value === 'string') return asciiText(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatOf(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (!isMapping(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${asciiText(key)}: ${pythonJson(value[key])}`).join(', ')}}`;
}

const asciiText = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const floatOf = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

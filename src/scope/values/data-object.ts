import { fromHost, hostFunction, PyDict, PyObject, type Value } from '../../template/index.ts';
import { repr } from '../../template/python/print.ts';

/** Data whose keys are attributes, with to_dict(): what dbt gives of a result and of its node. */
export class DataObject extends PyObject {
  readonly typeName: string;
  readonly data: PyDict;
  /** Parts that are objects themselves: `node` of a result, each of its `timing`. */
  readonly #parts: ReadonlyMap<string, Value>;

  constructor(typeName: string, data: PyDict, parts: readonly string[] = []) {
    super();
    this.typeName = typeName;
    this.data = data;
    this.#parts = new Map(
      parts.flatMap((name) => {
        const part = data.get(name);
        return part === undefined ? [] : [[name, asObject(name, part)] as const];
      }),
    );
  }
  override attribute(name: string): Value | undefined {
    if (name === 'to_dict') return hostFunction(name, ['*args', '**options'], () => this.data);
    if (name === 'get') {
      return hostFunction(name, ['key', 'default?'], (key, or) => {
        const value = this.data.get(key);
        return value === undefined ? (or ?? null) : value;
      });
    }
    return this.#parts.get(name) ?? this.data.get(name);
  }
  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.attribute(key) : undefined;
  }
  str(): string {
    return `${this.typeName}(${this.data
      .entries()
      .map(([key, value]) => `${String(key)}=${repr(value)}`)
      .join(', ')})`;
  }
}

function asObject(name: string, part: Value): Value {
  if (Array.isArray(part)) return part.map((item) => asObject(name, item));
  return part instanceof PyDict ? new DataObject(name, part, ['config']) : part;
}

/** A result of a run as on-run-end hooks see it. */
export function resultObject(result: unknown): Value {
  const data = fromHost(result);
  return data instanceof PyDict ? new DataObject('RunResult', data, ['node', 'timing']) : data;
}

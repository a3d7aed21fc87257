import { type Diagnostic, TsdbtError } from '../../src/core/diagnostic.ts';
import {
  fromHost,
  hostFunction,
  PyDict,
  parseTemplate,
  type Scope,
  type Value,
} from '../../src/template/index.ts';

/** A scope with plain data and functions by name. */
export function scopeOf(data: Record<string, unknown> = {}): Scope & { names(): Iterable<string> } {
  const values = new Map(
    Object.entries(data).map(([name, value]): [string, Value] => [name, fromHost(value)]),
  );
  return { lookup: (name) => values.get(name), names: () => values.keys() };
}

/** A function that answers later, as a query does. */
export const later = (name: string): Value =>
  hostFunction(name, ['value?'], async (value) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return value ?? null;
  });

/** Renders a template in `model.sql`. */
export const render = async (source: string, data: Record<string, unknown> = {}): Promise<string> =>
  parseTemplate(source, { file: 'model.sql' }).render(scopeOf(data));

/** What is wrong with a template, found while it is parsed or rendered. */
export async function problem(source: string, data: Record<string, unknown> = {}): Promise<Diagnostic> {
  try {
    await render(source, data);
  } catch (error) {
    if (error instanceof TsdbtError) return error.first;
    throw error;
  }
  throw new Error(`nothing is wrong with ${source}`);
}

/** A dict of strings. */
export const dict = (entries: Record<string, Value>): PyDict => new PyDict(Object.entries(entries));

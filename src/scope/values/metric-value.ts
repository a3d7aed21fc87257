import { fromHost, PyObject, type Value } from '../../template/index.ts';

/** What metric() gives: prints as the metric's name; its fields are known when nodes run. */
export class MetricValue extends PyObject {
  readonly typeName = 'MetricReference';
  readonly #name: string;
  readonly #package: string | null;

  readonly #fields: object;

  constructor(args: readonly string[], fields: object = {}) {
    super();
    this.#fields = fields;
    this.#name = args.at(-1) ?? '';
    this.#package = args.length > 1 ? (args[0] ?? null) : null;
  }
  override attribute(name: string): Value | undefined {
    if (name === 'metric_name' || name === 'name') return this.#name;
    if (name === 'package_name' && this.#package !== null) return this.#package;
    const field = Object.entries(this.#fields).find(([key]) => key === name);
    if (field) return fromHost(field[1]);
    return name === 'package_name' ? null : undefined;
  }
  str(): string {
    return this.#name;
  }
}

import { didYouMean } from '../../core/similar.ts';
import { hostFunction, PyObject, PyTuple, Undefined, type Value } from '../../template/index.ts';

/** Where a package's macros are looked up. */
export interface MacrosByPackage {
  inPackage(packageName: string, name: string): PyObject | undefined;
  namesIn(packageName: string): readonly string[];
  /** What a package does not have is undefined and may be called. */
  readonly lenient: boolean;
}

/** A package as a name: `dbt_utils` in `dbt_utils.star(…)`; also a dictionary of its macros, as in dbt. */
export class PackageMacros extends PyObject {
  readonly typeName = 'MacroNamespace';
  readonly #name: string;
  readonly #macros: MacrosByPackage;
  constructor(name: string, macros: MacrosByPackage) {
    super();
    this.#name = name;
    this.#macros = macros;
  }
  override readonly mapping = true;
  override attribute(name: string): Value | undefined {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method) return method(this);
    const macro = this.#macros.inPackage(this.#name, name);
    return macro || this.#macros.lenient ? macro : this.#unknown(name);
  }
  override item(key: Value): Value | undefined {
    return typeof key === 'string' ? this.#macros.inPackage(this.#name, key) : undefined;
  }
  override contains(key: Value): boolean {
    return this.item(key) !== undefined;
  }
  override iterate(): Iterable<Value> {
    return this.#macros.namesIn(this.#name);
  }
  override length(): number {
    return this.#macros.namesIn(this.#name).length;
  }
  /** Names and macros, as a dictionary of Python has them. */
  entries(): readonly (readonly [string, Value])[] {
    return this.#macros.namesIn(this.#name).map((name) => [name, this.item(name) ?? null] as const);
  }
  #unknown(name: string): Undefined {
    const near = didYouMean(name, this.#macros.namesIn(this.#name));
    const hint = near === undefined ? '' : `: ${near}`;
    return new Undefined(name, `package '${this.#name}' has no macro '${name}'${hint}`);
  }
  str(): string {
    return `<package ${this.#name}>`;
  }
}

/** Methods of dictionaries, which win over macros of the same name. */
const METHODS: Readonly<Record<string, (macros: PackageMacros) => Value>> = {
  get: (macros) => hostFunction('get', ['key', 'default?'], (key, or) => macros.item(key) ?? or ?? null),
  keys: (macros) => hostFunction('keys', [], () => macros.entries().map(([name]) => name)),
  values: (macros) => hostFunction('values', [], () => macros.entries().map(([, macro]) => macro)),
  items: (macros) => hostFunction('items', [], () => macros.entries().map((entry) => new PyTuple(entry))),
};

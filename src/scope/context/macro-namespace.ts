import type { MacroId } from '../../core/ids.ts';
import type { MaybePromise } from '../../core/maybe-promise.ts';
import { type CallArguments, PyObject, type Scope, type Value } from '../../template/index.ts';
import type { MacroNames } from './lazy-scope.ts';
import type { Overrides } from './overrides.ts';
import { PackageMacros } from './package-macros.ts';
import type { Macros } from './world.ts';

/** What a namespace needs to know of the scope it belongs to. */
export interface NamespaceInput {
  readonly macros: Macros;
  /** The package that bare names are seen from. */
  readonly packageName: string;
  /** The scope that macros run in. */
  scope(): Scope;
  /** Told of every call and how many macros deep it is: 1 for those of the template itself. */
  onCall?(id: MacroId, depth: number): void;
  /** Values in place of macros and other names: unit tests. */
  readonly overrides?: Overrides | undefined;
  /** While parsing, what a package does not have is undefined and may be called. */
  readonly lenient?: boolean;
}

/**
 * The macros that one scope sees: by bare name, by `package.name`, by dispatch.
 * As in dbt a macro runs in the scope of whoever is rendered; what that scope does not know
 * is then looked for in the macro's own package.
 */
export class MacroNamespace implements MacroNames {
  readonly #input: NamespaceInput;
  readonly #bound = new Map<MacroId, PyObject>();
  readonly #found = new Map<string, Value | undefined>();
  readonly #packageScopes = new Map<string, Scope>();

  constructor(input: NamespaceInput) {
    this.#input = input;
  }

  lookup(name: string): Value | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    const value = this.#search(name);
    this.#found.set(name, value);
    return value;
  }

  #search(name: string): Value | undefined {
    const { macros, overrides, packageName } = this.#input;
    const { index } = macros;
    const id = index.find(name, packageName);
    const given = overrides?.bare(name, id !== undefined);
    if (given !== undefined) return given;
    if (id !== undefined) return this.bound(id);
    return index.isPackage(name) ? new PackageMacros(name, this) : undefined;
  }

  /** `package.name`, exactly. */
  inPackage(packageName: string, name: string): PyObject | undefined {
    const id = this.#input.macros.index.findIn(packageName, name);
    if (id === undefined) return undefined;
    return this.#input.overrides?.inPackage(packageName, name) ?? this.bound(id);
  }

  /** The macro with this id, ready to be called; undefined when its code is not known. */
  bound(id: MacroId): PyObject | undefined {
    const known = this.#bound.get(id);
    if (known) return known;
    const macro = this.unwatched(id);
    if (!macro) return undefined;
    const { onCall } = this.#input;
    const value = onCall ? new WatchedMacro(macro, (depth) => onCall(id, depth)) : macro;
    this.#bound.set(id, value);
    return value;
  }

  /** The same, of whose calls nobody is told: the adapter's methods call these on their own account. */
  unwatched(id: MacroId): PyObject | undefined {
    return this.#input.macros.definitions.get(id)?.bind(this.#scopeOf(packageOf(id)));
  }

  names(): Iterable<string> {
    return this.#input.macros.index.names();
  }

  get lenient(): boolean {
    return this.#input.lenient === true;
  }

  /** Names of the macros of a package. */
  namesIn(packageName: string): string[] {
    const prefix = `macro.${packageName}.`;
    const ids = [...this.#input.macros.definitions.keys()].filter((id) => id.startsWith(prefix));
    return ids.map((id) => id.slice(prefix.length));
  }

  /** The index these macros stand in. */
  get index(): Macros['index'] {
    return this.#input.macros.index;
  }

  /** The package that bare names are seen from. */
  get packageName(): string {
    return this.#input.packageName;
  }

  #scopeOf(packageName: string): Scope {
    if (packageName === this.#input.packageName) return this.#input.scope();
    const known = this.#packageScopes.get(packageName);
    if (known) return known;
    const scope = withOwnPackage(this.#input.scope(), (name) => this.#own(packageName, name));
    this.#packageScopes.set(packageName, scope);
    return scope;
  }

  #own(packageName: string, name: string): Value | undefined {
    const id = this.#input.macros.index.find(name, packageName);
    return id === undefined ? undefined : this.bound(id);
  }
}

/** `dbt` of `macro.dbt.statement`. */
const packageOf = (id: MacroId): string => id.slice(PREFIX.length, id.indexOf('.', PREFIX.length));

const PREFIX = 'macro.';

function withOwnPackage(scope: Scope, own: (name: string) => Value | undefined): Scope {
  const lookup = (name: string): Value | undefined => {
    const value = scope.lookup(name);
    return value === undefined ? own(name) : value;
  };
  return { lookup, names: () => scope.names?.() ?? [] };
}

/** A macro that tells when it is called. */
class WatchedMacro extends PyObject {
  readonly typeName: string;
  readonly #macro: PyObject;
  readonly #called: (depth: number) => void;
  constructor(macro: PyObject, called: (depth: number) => void) {
    super();
    this.typeName = macro.typeName;
    this.#macro = macro;
    this.#called = called;
  }
  override attribute(name: string): MaybePromise<Value> | undefined {
    return this.#macro.attribute(name);
  }
  override call(args: CallArguments): MaybePromise<Value> {
    this.#called(args.depth ?? args.frames.length);
    return this.#macro.call?.(args) ?? null;
  }
  str(): string {
    return this.#macro.str();
  }
}

import type { JsonObject } from '../../core/json.ts';
import { PyObject, type Value } from '../../template/index.ts';

/** `adapter.behavior`: a flag for every name; those that nobody set are off. */
export class BehaviourFlags extends PyObject {
  readonly typeName = 'Behavior';
  readonly #flags: JsonObject;
  constructor(flags: JsonObject) {
    super();
    this.#flags = flags;
  }
  override attribute(name: string): Value {
    return new BehaviourFlag(this.#flags[name.toUpperCase()] === true);
  }
  str(): string {
    return '<behavior>';
  }
}

/** One flag: true or not, asked for by itself or as `no_warn` and `setting`. */
class BehaviourFlag extends PyObject {
  readonly typeName = 'BehaviorFlag';
  readonly #on: boolean;
  constructor(on: boolean) {
    super();
    this.#on = on;
  }
  override attribute(name: string): Value | undefined {
    return name === 'no_warn' || name === 'setting' ? this.#on : undefined;
  }
  override truthy(): boolean {
    return this.#on;
  }
  str(): string {
    return this.#on ? 'True' : 'False';
  }
}

import type { MaybePromise } from '../../core/maybe-promise.ts';
import {
  type Definition,
  type Origin,
  parseTemplate,
  type RenderOptions,
  type Scope,
  type StaticCall,
  type Template,
  type Value,
} from '../../template/index.ts';

/** A template that is parsed when it is first used: most generic tests of a project are not, in most commands. */
export class LazyTemplate implements Template {
  readonly file: string;
  readonly source: string;
  readonly #origin: Origin;
  #parsed: Template | undefined;

  constructor(source: string, origin: Origin) {
    this.file = origin.file;
    this.source = source;
    this.#origin = origin;
  }
  get #template(): Template {
    this.#parsed ??= parseTemplate(this.source, this.#origin);
    return this.#parsed;
  }
  get definitions(): readonly Definition[] {
    return this.#template.definitions;
  }
  get calls(): readonly string[] {
    return this.#template.calls;
  }
  get statics(): readonly StaticCall[] | null {
    return this.#template.statics;
  }
  render(scope: Scope, options?: RenderOptions): MaybePromise<string> {
    return this.#template.render(scope, options);
  }
  renderNative(scope: Scope, options?: RenderOptions): MaybePromise<Value> {
    return this.#template.renderNative(scope, options);
  }
  release(): void {
    this.#parsed = undefined;
  }
}

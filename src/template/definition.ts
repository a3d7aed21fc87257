/** A definition: a block of a file, parsed, that can be bound to a scope and called. */
import { failure, type Span } from '../core/diagnostic.ts';
import type { Block } from './blocks.ts';
import { callsIn } from './calls.ts';
import { compileMacro } from './compile-macro.ts';
import type { Definition, Parameter, Scope } from './index.ts';
import { Invocation } from './invocation.ts';
import { type MacroCode, MacroValue } from './macro.ts';
import type { DefinitionKind, StatementNode } from './nunjucks.ts';
import { parseSource } from './parser.ts';
import type { Source } from './places.ts';
import { Budget } from './python/budget.ts';
import type { PyObject } from './python/value.ts';
import type { SavedDefinition } from './saved.ts';
import { FunctionInfo, Symbols } from './symbols.ts';

const RAW_NAME = /\{%-?\s*\w+\s+([A-Za-z_]\w*)/y;

/** Makes the definition of a block; a TsdbtError (TD301, TD302) when its text is no template. */
export function defineBlock(block: Block, source: Source): Definition {
  const text = block.kind === 'docs' || block.kind === 'snapshot';
  return text ? new TextDefinition(block, source) : new MacroDefinition(block, source);
}

/** Makes the definition of a block that was read before; its body is read when it is first called. */
export const restoreDefinition = (saved: SavedDefinition, source: Source): Definition =>
  saved.kind === 'docs' || saved.kind === 'snapshot'
    ? new TextDefinition(saved, source)
    : new MacroDefinition(saved, source, saved);

/** What docs, snapshots and macros share. */
abstract class BlockDefinition {
  readonly kind: DefinitionKind;
  readonly block: Block;
  protected readonly file: Source;
  constructor(block: Block, file: Source) {
    this.kind = block.kind;
    this.block = block;
    this.file = file;
  }
  get source(): string {
    return this.file.text.slice(this.block.start, this.block.end);
  }
  get span(): Span {
    return this.file.span({ lineno: this.block.start, colno: this.block.end });
  }
  get body(): string {
    return this.file.text.slice(this.block.bodyStart, this.block.bodyEnd);
  }
  get bodySpan(): Span {
    return this.file.span({ lineno: this.block.bodyStart, colno: this.block.bodyEnd });
  }
}

/** docs and snapshot: a name and a text; what calls a snapshot's text makes shows when it is parsed. */
class TextDefinition extends BlockDefinition implements Definition {
  readonly name: string;
  readonly parameters: readonly Parameter[] = [];
  readonly calls: readonly string[] = [];
  constructor(block: Block, file: Source) {
    super(block, file);
    const open = file.text.indexOf('{%', block.start);
    RAW_NAME.lastIndex = open;
    const name = RAW_NAME.exec(file.text)?.[1];
    if (name === undefined) {
      const at = file.span({ lineno: open, colno: block.bodyStart });
      throw failure('TD301', `a ${block.kind} block needs a name`, { at, help: `{% ${block.kind} name %}` });
    }
    this.name = name;
  }
  get tagName(): string {
    return this.name;
  }
  bind(): PyObject {
    throw failure('TD307', `a ${this.kind} block cannot be called`, { at: this.span });
  }
}

class MacroDefinition extends BlockDefinition implements Definition {
  readonly name: string;
  readonly tagName: string;
  readonly parameters: readonly Parameter[];
  readonly adapter?: string;
  readonly supportedLanguages?: readonly string[];
  #parsed: StatementNode<'MacroDef'> | undefined;
  #calls: readonly string[] | undefined;
  #code: MacroCode | undefined;

  constructor(block: Block, file: Source, saved?: SavedDefinition) {
    super(block, file);
    const { name, tagName, parameters, adapter, supportedLanguages, calls } = saved ?? headOf(this.#node);
    this.name = name;
    this.tagName = tagName;
    this.parameters = parameters;
    this.#calls = calls;
    if (adapter !== undefined) this.adapter = adapter;
    if (supportedLanguages !== undefined) this.supportedLanguages = supportedLanguages;
  }

  get #node(): StatementNode<'MacroDef'> {
    this.#parsed ??= this.#parse();
    return this.#parsed;
  }

  #parse(): StatementNode<'MacroDef'> {
    const { start, end, kind } = this.block;
    const node = parseSource(this.file, start, end).children.find((child) => child.typename === 'MacroDef');
    if (node) return node;
    throw failure('TD301', `a ${kind} block needs a name`, { at: this.span });
  }

  get calls(): readonly string[] {
    this.#calls ??= callsIn(this.#node);
    return this.#calls;
  }

  bind(scope: Scope): PyObject {
    const run = { source: this.file, scope, options: {}, budget: new Budget(), native: false };
    return new MacroValue(() => this.#compiled(), run, new Invocation(run, null, 0, null, 0));
  }

  #compiled(): MacroCode {
    if (this.#code) return this.#code;
    const owner = new FunctionInfo(null);
    const symbols = new Symbols(null, owner);
    this.#code = compileMacro(this.#node, this.tagName, {
      source: this.file,
      symbols,
      owner,
      soft: false,
      direct: false,
    });
    return this.#code;
  }
}

/** What the opening tag says. */
function headOf(
  node: StatementNode<'MacroDef'>,
): Partial<SavedDefinition> & Pick<SavedDefinition, 'name' | 'tagName' | 'parameters'> {
  const required = node.params.length - node.defaults.length;
  const parameters = node.params.map((param, i) => ({ name: param.value, optional: i >= required }));
  const { name, tagName } = node;
  if (node.kind !== 'materialization') return { name, tagName, parameters };
  const { adapter } = node;
  return {
    name,
    tagName,
    parameters,
    supportedLanguages: languages(node),
    ...(adapter === undefined ? {} : { adapter }),
  };
}

function languages(node: StatementNode<'MacroDef'>): readonly string[] {
  const [list] = node.defaults;
  if (list?.typename !== 'Array' && list?.typename !== 'Tuple') return ['sql'];
  return list.children.flatMap((item) => (item.typename === 'Literal' ? [String(item.value)] : []));
}

/**
 * Jinja's grammar of statements, with dbt's blocks.
 * In: tokens. Out: nunjucks' nodes and ours. Errors: TD301 at the token, TD302 at the tag that is not closed,
 * TD307 for statements that reach for other templates.
 */
import { failure } from '../core/diagnostic.ts';
import { similar } from '../core/similar.ts';
import { ExpressionParser } from './expression-parser.ts';
import {
  type Body,
  type DefinitionKind,
  type Expression,
  type ExpressionNode,
  type MacroFields,
  make,
  type Statement,
  type StatementNode,
  type TemplateDataNode,
} from './nunjucks.ts';
import type { Range, Source } from './places.ts';
import { tokenize } from './tokens.ts';

/** What a block that is open waits for. */
interface Open {
  readonly tag: string;
  readonly at: Range;
  readonly ends: readonly string[];
}

const REFUSED = new Set(['import', 'from', 'include', 'extends']);

/** Reads whole templates. */
export class JinjaParser extends ExpressionParser {
  readonly #open: Open[] = [];
  #loops = 0;

  readonly #statements: ReadonlyMap<string, (tag: Range) => Statement> = new Map([
    ['if', (tag) => this.#if(tag)],
    ['for', (tag) => this.#for(tag)],
    ['set', (tag) => this.#set(tag)],
    ['do', (tag) => make('Do', tag.lineno, tag.colno, this.#anyTuple())],
    ['macro', (tag) => this.#macro(tag, 'macro')],
    ['test', (tag) => this.#macro(tag, 'test')],
    ['data_test', (tag) => this.#macro(tag, 'test')],
    ['materialization', (tag) => this.#materialization(tag)],
    ['docs', (tag) => this.#named(tag, 'docs')],
    ['snapshot', (tag) => this.#named(tag, 'snapshot')],
    ['call', (tag) => this.#call(tag)],
    ['filter', (tag) => this.#filter(tag)],
    ['with', (tag) => this.#with(tag)],
    ['print', (tag) => this.#print(tag)],
    ['autoescape', (tag) => this.#autoescape(tag)],
    ['block', (tag) => this.#block(tag)],
    ['break', (tag) => this.#jump(tag, 'Break')],
    ['continue', (tag) => this.#jump(tag, 'Continue')],
  ]);

  /** nunjucks' parse and parseAsRoot call this for the statements up to the end or to a closing tag. */
  override parseNodes(): Statement[] {
    const nodes: Statement[] = [];
    let output: (Expression | TemplateDataNode)[] = [];
    const flush = (): void => {
      const [first] = output;
      if (first) nodes.push(make('Output', first.lineno, this.lastEnd(), output));
      output = [];
    };
    for (;;) {
      const token = this.nextToken();
      if (token.type === 'data') output.push(make('TemplateData', token.lineno, token.colno, token.value));
      else if (token.type === 'variable-start') output.push(this.#printed());
      else {
        flush();
        if (token.type === 'eof') return nodes;
        if (this.is('symbol') && this.breakOnBlocks?.includes(String(this.look().value))) return nodes;
        nodes.push(this.#statement(token));
        this.take('block-end');
      }
    }
  }

  #printed(): Expression {
    const value = this.#anyTuple();
    this.take('variable-end');
    return value;
  }

  #anyTuple(): Expression {
    return this.parseTuple({ item: () => this.parseExpression() });
  }

  #statement(open: Range): Statement {
    const token = this.look();
    if (token.type !== 'symbol') this.fail('tag name expected');
    const name = String(token.value);
    const range = { lineno: open.lineno, colno: token.colno };
    if (REFUSED.has(name)) this.#refuse(name, range);
    const parse = this.#statements.get(name);
    if (!parse) return this.#unknown(name, token);
    this.nextToken();
    return parse(range);
  }

  #refuse(name: string, range: Range): never {
    throw failure('TD307', `'${name}' is not offered: templates cannot load other templates`, {
      at: this.source.span(range),
      help: 'call a macro instead: macros of the project and its packages are there by name',
    });
  }

  #unknown(name: string, range: Range): never {
    const open = this.#open.at(-1);
    const all = this.#open.flatMap((o) => o.ends);
    const looking = open ? listed(open.ends) : '';
    const parts = [`Encountered unknown tag '${name}'.`];
    if (open && all.includes(name)) {
      parts.push(`You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`);
    } else if (open) parts.push(`Jinja was looking for the following tags: ${looking}.`);
    if (open) parts.push(`The innermost block that needs to be closed is '${open.tag}'.`);
    const near = similar(name, [...this.#statements.keys(), ...(open?.ends ?? []), 'raw']);
    throw failure('TD301', parts.join(' '), {
      at: this.source.span(range),
      ...(near === undefined ? {} : { help: `did you mean "${near}"?` }),
    });
  }

  /** The body of a block up to one of its closing tags, whose name is the next token then. */
  #body(tag: string, at: Range, ...ends: string[]): Body {
    this.skip('colon');
    this.take('block-end');
    const before = this.breakOnBlocks;
    this.breakOnBlocks = ends;
    this.#open.push({ tag, at, ends });
    const body = this.parse();
    this.#open.pop();
    this.breakOnBlocks = before;
    if (this.is('eof')) this.#unclosed(tag, at, ends);
    return body;
  }

  /** The body of a block that has one closing tag, which is taken too. */
  #wholeBody(tag: string, at: Range, end: string): Body {
    const body = this.#body(tag, at, end);
    this.nextToken();
    return body;
  }

  #unclosed(tag: string, at: Range, ends: readonly string[]): never {
    const message =
      `Unexpected end of template. Jinja was looking for the following tags: ${listed(ends)}.` +
      ` The innermost block that needs to be closed is '${tag}'.`;
    throw failure('TD302', message, { at: this.source.span(at), help: `close it with {% ${ends.at(-1)} %}` });
  }

  #if(tag: Range): StatementNode<'If'> {
    const branches: { cond: Expression; body: Body; at: Range }[] = [];
    let otherwise: Body | StatementNode<'If'> | null = null;
    do {
      const at = branches.length === 0 ? tag : this.look();
      const cond = this.#condition();
      branches.push({ cond, body: this.#body('if', tag, 'elif', 'else', 'endif'), at });
    } while (this.skipSymbol('elif'));
    if (this.nextToken().value === 'else') otherwise = this.#wholeBody('if', tag, 'endif');
    let node: StatementNode<'If'> | null = null;
    for (const { cond, body, at } of branches.reverse()) {
      node = make('If', at.lineno, cond.colno, cond, body, node ?? otherwise);
    }
    return node ?? this.fail('expected a condition');
  }

  #condition(): Expression {
    return this.parseTuple({ item: () => this.parseOr() });
  }

  #for(tag: Range): Statement {
    const target = this.#target();
    this.take('symbol', 'in');
    const iterable = this.parseTuple({ item: () => this.parseOr() });
    const test = this.skipSymbol('if') ? this.parseExpression() : null;
    const recursive = this.skipSymbol('recursive');
    this.#loops++;
    const body = this.#body('for', tag, 'endfor', 'else');
    this.#loops--;
    const otherwise = this.nextToken().value === 'else' ? this.#wholeBody('for', tag, 'endfor') : null;
    return make('Loop', tag.lineno, tag.colno, target, iterable, test, recursive, body, otherwise);
  }

  /** What a value is assigned to: a name, names with commas between, or an attribute of a namespace. */
  #target(withNamespace = false): Expression {
    const item = (): Expression => this.#assignable(this.parsePrimary(withNamespace));
    const target = this.parseTuple({ item });
    return target.typename === 'Symbol' || target.typename === 'NSRef' ? target : this.#assignable(target);
  }

  #assignable(node: Expression): Expression {
    if (node.typename === 'Symbol' || node.typename === 'NSRef') return node;
    if (node.typename === 'Tuple') {
      node.children.forEach((child) => this.#assignable(child));
      return node;
    }
    const kind = node.typename === 'Literal' ? 'const' : node.typename === 'Array' ? 'list' : node.typename.toLowerCase();
    return this.fail(`can't assign to '${kind}'`, node.lineno, node.colno);
  }

  #set(tag: Range): Statement {
    const target = this.#target(true);
    if (this.skipValue('operator', '=')) {
      const value = this.#anyTuple();
      return make('Assign', tag.lineno, value.colno, target, value);
    }
    const filter = this.is('pipe') ? this.parseFilters(null) : null;
    return make('AssignBlock', tag.lineno, tag.colno, target, filter, this.#wholeBody('set', tag, 'endset'));
  }

  #signature(): Pick<MacroFields, 'params' | 'defaults'> {
    const params: ExpressionNode<'Symbol'>[] = [];
    const defaults: Expression[] = [];
    this.take('left-paren');
    while (!this.is('right-paren')) {
      if (params.length > 0) this.take('comma');
      const name = this.name();
      if (this.skip('colon')) this.#typeName();
      if (this.skipValue('operator', '=')) defaults.push(this.parseExpression());
      else if (defaults.length > 0) this.fail('non-default argument follows default argument');
      params.push(make('Symbol', name.lineno, name.colno, name.value));
    }
    this.take('right-paren');
    return { params, defaults };
  }

  /** The type of a parameter, as dbt allows it (`a: dict[str, str]`): read and left alone. */
  #typeName(): void {
    this.name();
    if (!this.skip('left-bracket')) return;
    for (let first = true; !this.is('right-bracket'); first = false) {
      if (!first) this.take('comma');
      this.#typeName();
    }
    this.take('right-bracket');
  }

  #macro(tag: Range, kind: 'macro' | 'test'): Statement {
    const tagName = this.name().value;
    const { params, defaults } = this.#signature();
    const opening = { lineno: tag.lineno, colno: this.lastEnd() };
    const word = this.source.text.slice(tag.lineno, tag.colno).endsWith('data_test') ? 'data_test' : kind;
    const body = this.#wholeBody(word, opening, `end${word}`);
    const name = kind === 'test' ? `test_${tagName}` : tagName;
    return make('MacroDef', tag.lineno, tag.colno, name, tagName, kind, '', params, defaults, body);
  }

  #named(tag: Range, kind: DefinitionKind): Statement {
    const { value: name, colno } = this.name();
    const body = this.#wholeBody(kind, { lineno: tag.lineno, colno }, `end${kind}`);
    return make('MacroDef', tag.lineno, tag.colno, name, name, kind, '', [], [], body);
  }

  #materialization(tag: Range): Statement {
    const { value: tagName } = this.name();
    let adapter = 'default';
    let languages: Expression = make('Array', tag.lineno, tag.colno, [make('Literal', tag.lineno, tag.colno, 'sql')]);
    while (this.skip('comma')) {
      const option = this.name();
      if (option.value === 'default') continue;
      if (option.value !== 'adapter' && option.value !== 'supported_languages') {
        const message = `materialization '${tagName}' received unknown argument '${option.value}'.`;
        this.fail(message, option.lineno, option.colno);
      }
      this.take('operator', '=');
      const value = this.parseExpression();
      if (option.value === 'supported_languages') languages = value;
      else if (value.typename === 'Literal') adapter = String(value.value);
    }
    const params = [make('Symbol', tag.lineno, tag.colno, 'supported_languages')];
    const body = this.#wholeBody('materialization', tag, 'endmaterialization');
    const name = `materialization_${tagName}_${adapter}`;
    return make('MacroDef', tag.lineno, tag.colno, name, tagName, 'materialization', adapter, params, [languages], body);
  }

  #call(tag: Range): Statement {
    const signature = this.is('left-paren') ? this.#signature() : { params: [], defaults: [] };
    const call = this.parseExpression();
    if (call.typename !== 'FunCall') this.fail('expected call', call.lineno, call.colno);
    const body = this.#wholeBody('call', tag, 'endcall');
    return make('CallBlock', tag.lineno, call.colno, call, signature.params, signature.defaults, body);
  }

  #filter(tag: Range): Statement {
    const filter = this.parseFilters(null, true);
    return make('FilterBlock', tag.lineno, tag.colno, filter, this.#wholeBody('filter', tag, 'endfilter'));
  }

  #with(tag: Range): Statement {
    const targets: Expression[] = [];
    const values: Expression[] = [];
    while (!this.is('block-end')) {
      if (targets.length > 0) this.take('comma');
      targets.push(this.#target());
      this.take('operator', '=');
      values.push(this.parseExpression());
    }
    return make('With', tag.lineno, tag.colno, targets, values, this.#wholeBody('with', tag, 'endwith'));
  }

  #print(tag: Range): Statement {
    const items: Expression[] = [];
    while (!this.is('block-end')) {
      if (items.length > 0) this.take('comma');
      items.push(this.parseExpression());
    }
    return make('Output', tag.lineno, tag.colno, items);
  }

  #autoescape(tag: Range): Statement {
    this.parseExpression();
    return make('Scoped', tag.lineno, tag.colno, this.#wholeBody('autoescape', tag, 'endautoescape'));
  }

  #block(tag: Range): Statement {
    const { value: name } = this.name();
    while (this.skipSymbol('scoped') || this.skipSymbol('required'));
    const body = this.#wholeBody('block', tag, 'endblock');
    this.skipSymbol(name);
    return make('Scoped', tag.lineno, tag.colno, body);
  }

  #jump(tag: Range, kind: 'Break' | 'Continue'): Statement {
    if (this.#loops === 0) this.fail(`'${kind.toLowerCase()}' outside loop`, tag.lineno, tag.colno);
    return make(kind, tag.lineno, tag.colno);
  }
}

const listed = (ends: readonly string[]): string => ends.map((end) => `'${end}'`).join(' or ');

/** Parses a part of a source (all of it by default); a TsdbtError when it cannot be read. */
export function parseSource(source: Source, start?: number, end?: number): Body {
  try {
    return new JinjaParser(source, tokenize(source, start, end)).parseAsRoot();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const at = source.span({ lineno: start ?? 0, colno: start ?? 0 });
    throw failure('TD308', 'the template is nested too deeply', { at });
  }
}

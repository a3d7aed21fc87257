/**
 * Jinja's grammar of statements, with dbt's blocks.
 * In: tokens. Out: nunjucks' nodes and ours. Errors: TD301 at the token, TD302 at the tag that is not closed,
 * TD307 for statements that reach for other templates.
 */
import { failure } from '../core/diagnostic.ts';
import { similar } from '../core/similar.ts';
import { DefinitionParser, listed } from './definition-parser.ts';
import {
  type Body,
  type Expression,
  make,
  type Statement,
  type StatementNode,
  type TemplateDataNode,
} from './nunjucks.ts';
import type { Range, Source } from './places.ts';
import { tokenize } from './tokens.ts';

const REFUSED = new Set(['import', 'from', 'include', 'extends']);

/** Reads whole templates. */
export class JinjaParser extends DefinitionParser {
  #loops = 0;

  static readonly #STATEMENTS: ReadonlyMap<string, (parser: JinjaParser, tag: Range) => Statement> = new Map([
    ['if', (parser, tag) => parser.#if(tag)],
    ['for', (parser, tag) => parser.#for(tag)],
    ['set', (parser, tag) => parser.#set(tag)],
    ['do', (parser, tag) => make('Do', tag.lineno, tag.colno, parser.#anyTuple())],
    ['macro', (parser, tag) => parser.parseMacro(tag, 'macro')],
    ['test', (parser, tag) => parser.parseMacro(tag, 'test')],
    ['data_test', (parser, tag) => parser.parseMacro(tag, 'test')],
    ['materialization', (parser, tag) => parser.parseMaterialization(tag)],
    ['docs', (parser, tag) => parser.parseNamed(tag, 'docs')],
    ['snapshot', (parser, tag) => parser.parseNamed(tag, 'snapshot')],
    ['call', (parser, tag) => parser.#call(tag)],
    ['filter', (parser, tag) => parser.#filter(tag)],
    ['with', (parser, tag) => parser.#with(tag)],
    ['print', (parser, tag) => parser.#print(tag)],
    ['autoescape', (parser, tag) => parser.#autoescape(tag)],
    ['block', (parser, tag) => parser.#block(tag)],
    ['break', (parser, tag) => parser.#jump(tag, 'Break')],
    ['continue', (parser, tag) => parser.#jump(tag, 'Continue')],
  ] as const satisfies readonly (readonly [string, (parser: JinjaParser, tag: Range) => Statement])[]);

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
    const parse = JinjaParser.#STATEMENTS.get(name);
    if (!parse) return this.#unknown(name, token);
    this.nextToken();
    return parse(this, range);
  }

  #refuse(name: string, range: Range): never {
    throw failure('TD307', `'${name}' is not offered: templates cannot load other templates`, {
      at: this.source.span(range),
      help: 'call a macro instead: macros of the project and its packages are there by name',
    });
  }

  #unknown(name: string, range: Range): never {
    const open = this.open.at(-1);
    const all = this.open.flatMap((o) => o.ends);
    const looking = open ? listed(open.ends) : '';
    const parts = [`Encountered unknown tag '${name}'.`];
    if (open && all.includes(name)) {
      parts.push(
        `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`,
      );
    } else if (open) parts.push(`Jinja was looking for the following tags: ${looking}.`);
    if (open) parts.push(`The innermost block that needs to be closed is '${open.tag}'.`);
    const near = similar(name, [...JinjaParser.#STATEMENTS.keys(), ...(open?.ends ?? []), 'raw']);
    throw failure('TD301', parts.join(' '), {
      at: this.source.span(range),
      help:
        near === undefined
          ? `{% %} holds statements; a value is written {{ ${name} … }}`
          : `did you mean "${near}"?`,
    });
  }

  #if(tag: Range): StatementNode<'If'> {
    const branches: { cond: Expression; body: Body; at: Range }[] = [];
    let otherwise: Body | StatementNode<'If'> | null = null;
    do {
      const at = branches.length === 0 ? tag : this.look();
      const cond = this.#condition();
      branches.push({ cond, body: this.body('if', tag, 'elif', 'else', 'endif'), at });
    } while (this.skipSymbol('elif'));
    if (this.nextToken().value === 'else') otherwise = this.wholeBody('if', tag, 'endif');
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
    const body = this.body('for', tag, 'endfor', 'else');
    this.#loops--;
    const otherwise = this.nextToken().value === 'else' ? this.wholeBody('for', tag, 'endfor') : null;
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
      for (const child of node.children) this.#assignable(child);
      return node;
    }
    const kind =
      node.typename === 'Literal'
        ? 'const'
        : node.typename === 'Array'
          ? 'list'
          : node.typename.toLowerCase();
    return this.fail(`can't assign to '${kind}'`, node.lineno, node.colno);
  }

  #set(tag: Range): Statement {
    const target = this.#target(true);
    if (this.skipValue('operator', '=')) {
      const value = this.#anyTuple();
      return make('Assign', tag.lineno, value.colno, target, value);
    }
    const filter = this.is('pipe') ? this.parseFilters(null) : null;
    return make('AssignBlock', tag.lineno, tag.colno, target, filter, this.wholeBody('set', tag, 'endset'));
  }

  #call(tag: Range): Statement {
    const signature = this.is('left-paren') ? this.parseSignature() : { params: [], defaults: [] };
    const call = this.parseExpression();
    if (call.typename !== 'FunCall') this.fail('expected call', call.lineno, call.colno);
    const body = this.wholeBody('call', tag, 'endcall');
    return make('CallBlock', tag.lineno, call.colno, call, signature.params, signature.defaults, body);
  }

  #filter(tag: Range): Statement {
    const filter = this.parseFilters(null, true);
    return make('FilterBlock', tag.lineno, tag.colno, filter, this.wholeBody('filter', tag, 'endfilter'));
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
    return make('With', tag.lineno, tag.colno, targets, values, this.wholeBody('with', tag, 'endwith'));
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
    return make('Scoped', tag.lineno, tag.colno, this.wholeBody('autoescape', tag, 'endautoescape'));
  }

  #block(tag: Range): Statement {
    const { value: name } = this.name();
    while (this.skipSymbol('scoped') || this.skipSymbol('required'));
    const body = this.wholeBody('block', tag, 'endblock');
    this.skipSymbol(name);
    return make('Scoped', tag.lineno, tag.colno, body);
  }

  #jump(tag: Range, kind: 'Break' | 'Continue'): Statement {
    if (this.#loops === 0) this.fail(`'${kind.toLowerCase()}' outside loop`, tag.lineno, tag.colno);
    return make(kind, tag.lineno, tag.colno);
  }
}

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

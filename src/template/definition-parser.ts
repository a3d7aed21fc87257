/** Jinja's grammar of blocks with a body, and of those that define something: macros, tests, materializations. */
import { failure } from '../core/diagnostic.ts';
import { ExpressionParser } from './expression-parser.ts';
import {
  type Body,
  type DefinitionKind,
  type Expression,
  type ExpressionNode,
  type MacroFields,
  make,
  type Statement,
} from './nunjucks.ts';
import type { Range } from './places.ts';

/** What a block that is open waits for. */
export interface Open {
  readonly tag: string;
  readonly at: Range;
  readonly ends: readonly string[];
}

/** Reads bodies up to their closing tags, and definitions. */
export class DefinitionParser extends ExpressionParser {
  readonly open: Open[] = [];

  /** The body of a block up to one of its closing tags, whose name is the next token then. */
  body(tag: string, at: Range, ...ends: string[]): Body {
    this.skip('colon');
    this.take('block-end');
    const before = this.breakOnBlocks;
    this.breakOnBlocks = ends;
    this.open.push({ tag, at, ends });
    const body = this.parse();
    this.open.pop();
    this.breakOnBlocks = before;
    if (this.is('eof')) this.#unclosed(tag, at, ends);
    return body;
  }

  /** The body of a block that has one closing tag, which is taken too. */
  wholeBody(tag: string, at: Range, end: string): Body {
    const body = this.body(tag, at, end);
    this.nextToken();
    return body;
  }

  #unclosed(tag: string, at: Range, ends: readonly string[]): never {
    const message =
      `Unexpected end of template. Jinja was looking for the following tags: ${listed(ends)}.` +
      ` The innermost block that needs to be closed is '${tag}'.`;
    throw failure('TD302', message, { at: this.source.span(at), help: `close it with {% ${ends.at(-1)} %}` });
  }

  parseSignature(): Pick<MacroFields, 'params' | 'defaults'> {
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

  parseMacro(tag: Range, kind: 'macro' | 'test'): Statement {
    const tagName = this.name().value;
    const { params, defaults } = this.parseSignature();
    const opening = { lineno: tag.lineno, colno: this.lastEnd() };
    const word = this.source.text.slice(tag.lineno, tag.colno).endsWith('data_test') ? 'data_test' : kind;
    const body = this.wholeBody(word, opening, `end${word}`);
    const name = kind === 'test' ? `test_${tagName}` : tagName;
    return make('MacroDef', tag.lineno, tag.colno, name, tagName, kind, '', params, defaults, body);
  }

  parseNamed(tag: Range, kind: DefinitionKind): Statement {
    const { value: name, colno } = this.name();
    const body = this.wholeBody(kind, { lineno: tag.lineno, colno }, `end${kind}`);
    return make('MacroDef', tag.lineno, tag.colno, name, name, kind, '', [], [], body);
  }

  parseMaterialization(tag: Range): Statement {
    const { value: tagName } = this.name();
    let adapter = 'default';
    let languages: Expression = make('Array', tag.lineno, tag.colno, [
      make('Literal', tag.lineno, tag.colno, 'sql'),
    ]);
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
    const body = this.wholeBody('materialization', tag, 'endmaterialization');
    const name = `materialization_${tagName}_${adapter}`;
    return make(
      'MacroDef',
      tag.lineno,
      tag.colno,
      name,
      tagName,
      'materialization',
      adapter,
      params,
      [languages],
      body,
    );
  }
}

/** Tags as Jinja2 lists them: 'a' or 'b'. */
export const listed = (ends: readonly string[]): string => ends.map((end) => `'${end}'`).join(' or ');

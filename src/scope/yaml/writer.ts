/** Lines of YAML, filled up to a width. */

const WIDTH = 80;

/** Writes piece by piece and knows where it stands. */
export class YamlWriter {
  out = '';
  column = 0;
  #afterSpace = true;
  /** True while only indicators stand on the line: what follows them needs no line of its own. */
  onlyIndicators = true;

  text(piece: string): void {
    this.out += piece;
    this.column += piece.length;
    this.#afterSpace = false;
    this.onlyIndicators = false;
  }

  /** `-`, `?`, `:`, a quote, a name: a space in front where one is needed. */
  indicator(piece: string, needsSpace: boolean, opensBlock = false): void {
    const stays = this.onlyIndicators && opensBlock;
    this.text(this.#afterSpace || !needsSpace ? piece : ` ${piece}`);
    this.onlyIndicators = stays;
  }

  lineBreak(): void {
    this.out += '\n';
    this.column = 0;
    this.#afterSpace = true;
    this.onlyIndicators = true;
  }

  /** Goes to the place where a line of this depth begins. */
  indent(depth: number): void {
    const stands =
      this.onlyIndicators && (this.column < depth || (this.column === depth && this.#afterSpace));
    if (!stands) this.lineBreak();
    if (this.column >= depth) return;
    this.out += ' '.repeat(depth - this.column);
    this.column = depth;
    this.#afterSpace = true;
  }

  /** Text without quotes; long ones go on in the next line unless they are keys. */
  bare(text: string, depth: number, mayWrap: boolean): void {
    if (text === '') return;
    if (!this.#afterSpace) this.text(' ');
    this.#words(text, depth, mayWrap);
  }

  #words(text: string, depth: number, mayWrap: boolean): void {
    for (const [piece] of text.matchAll(/ +|[^ ]+/g)) {
      if (piece === ' ' && this.column > WIDTH && mayWrap) this.indent(depth);
      else this.text(piece);
    }
  }

  /** A line break is an empty line more than meets the eye. */
  single(text: string, depth: number, mayWrap: boolean): void {
    this.indicator("'", true);
    for (const { 0: piece, index } of text.matchAll(/ +|\n+|[^ \n]+/g)) {
      const isInside = index !== 0 && index + piece.length !== text.length;
      if (piece.startsWith('\n')) {
        for (let n = 0; n <= piece.length; n++) this.lineBreak();
        this.indent(depth);
      } else if (piece === ' ' && this.column > WIDTH && mayWrap && isInside) this.indent(depth);
      else this.text(piece.replaceAll("'", "''"));
    }
    this.indicator("'", false);
  }

  double(text: string, depth: number, mayWrap: boolean): void {
    this.indicator('"', true);
    const letters = Array.from(text);
    let start = 0;
    for (let end = 0; end <= letters.length; end++) {
      const letter = letters[end];
      if (letter === undefined || !PRINTED.test(letter)) {
        if (start < end) this.text(letters.slice(start, end).join(''));
        start = end;
        if (letter !== undefined) {
          this.text(escaped(letter));
          start = end + 1;
        }
      }
      const isBreak = end > 0 && end < letters.length - 1 && (letter === ' ' || start >= end);
      if (!isBreak || this.column + (end - start) <= WIDTH || !mayWrap) continue;
      this.text(`${letters.slice(start, end).join('')}\\`);
      start = Math.max(start, end);
      this.indent(depth);
      if (letters[start] === ' ') this.text('\\');
    }
    this.indicator('"', false);
  }
}

const PRINTED = /^[\x20!#-[\]-~]$/;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '0'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\x1b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\x85', 'N'],
  ['\xa0', '_'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
]);

function escaped(letter: string): string {
  const short = ESCAPES.get(letter);
  if (short !== undefined) return `\\${short}`;
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

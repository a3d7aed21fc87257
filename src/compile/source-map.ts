import type { Span } from '../core/diagnostic.ts';

/** Leads an offset of a text back to where it was written; undefined where that is not known. */
export type PlaceOf = (offset: number) => Span | undefined;

/** A piece of text that stands in the template and, unchanged, in what was rendered. */
interface Anchor {
  readonly source: number;
  readonly output: number;
  readonly length: number;
}

/**
 * Maps a rendered text to its template: the text between tags appears in the result unchanged and in order,
 * what stands between two such pieces came from the tag between them. Worked out only when a place is asked for.
 */
export function sourceMap(
  template: { readonly source: string; readonly file: string },
  output: string,
): PlaceOf {
  let anchors: readonly Anchor[] | undefined;
  return (offset) => {
    anchors ??= findAnchors(template.source, output);
    const anchor = anchors.findLast((one) => one.output <= offset);
    return spanAt(template, anchor ? sourceOffset(template.source, anchor, offset) : 0);
  };
}

/** Inside a piece: its own letter; behind it: the tag that follows. */
function sourceOffset(source: string, anchor: Anchor, offset: number): number {
  const inside = offset - anchor.output;
  if (inside < anchor.length) return anchor.source + inside;
  const end = anchor.source + anchor.length;
  const tag = source.slice(end).search(/\S/);
  return tag < 0 ? end : end + tag;
}

const TAG = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|\{#[\s\S]*?#\}/g;

/** Pieces shorter than this could stand anywhere: they anchor nothing by themselves. */
const SHORTEST = 3;

function findAnchors(source: string, output: string): Anchor[] {
  const anchors: Anchor[] = [];
  let from = 0;
  for (const piece of literals(source)) {
    const at = output.indexOf(piece.text, from);
    if (at < 0 || (piece.text.length < SHORTEST && at - from > SHORTEST)) continue;
    anchors.push({ source: piece.start, output: at, length: piece.text.length });
    from = at + piece.text.length;
  }
  return anchors;
}

interface Piece {
  readonly text: string;
  readonly start: number;
}

/** The text between tags, without blanks around it (tags with `-` eat those). */
function literals(source: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (end: number): void => {
    const raw = source.slice(from, end);
    const text = raw.trim();
    if (text !== '') pieces.push({ text, start: from + raw.indexOf(text) });
  };
  for (const tag of source.matchAll(TAG)) {
    add(tag.index);
    from = tag.index + tag[0].length;
  }
  add(source.length);
  return pieces;
}

/** Carets go under the word that stands at a place, up to so many letters. */
const LONGEST_WORD = 128;

function spanAt({ source, file }: { readonly source: string; readonly file: string }, offset: number): Span {
  const before = source.slice(0, offset).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  const word = /^[\p{L}\p{N}_$]+/u.exec(source.slice(offset, offset + LONGEST_WORD))?.[0].length ?? 1;
  return { file, line, column, endLine: line, endColumn: column + word, text: source };
}

/** A stretch of a composed text with a map of its own. */
export interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly place: PlaceOf;
}

/** A place by line and column (1-based) in a text that is made of stretches. */
export function placeIn(
  text: string,
  stretches: readonly Stretch[],
): (line: number, column: number) => Span | undefined {
  return (line, column) => {
    const offset = offsetOf(text, line, column);
    const stretch = stretches.find(({ start, length }) => offset >= start && offset <= start + length);
    return stretch?.place(offset - stretch.start);
  };
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return start + column - 1;
}

/** Where cells are written to: the same memory twice. */
export interface Output {
  readonly bytes: Buffer;
  readonly view: DataView;
}

/** Writes a text's value at a place and returns its length, or REFUSED when only the server can judge the text. */
export type CellWriter = (bytes: Buffer, start: number, end: number, out: Output, at: number) => number;

/** What a writer returns for a text it does not take. */
export const REFUSED = -2;

/** As many bytes a writer writes at the most for a value that is no text. */
export const LONGEST = 8;

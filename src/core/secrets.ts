/** Masks the values of secrets, by value, in everything that is shown or written about a run. */
export interface Masker {
  /** Adds a value to hide; short or empty ones (under 4 characters) are left alone: they would hide half the text. */
  add(value: string): void;
  /** The text with every secret, also URL- and base64-encoded, replaced by `*****`. */
  mask(text: string): string;
}

const SHORTEST = 4;

/** A masker that knows no secret yet. */
export function createMasker(): Masker {
  const values = new Set<string>();
  return {
    add: (value) => {
      if (value.length < SHORTEST) return;
      values.add(value);
      values.add(encodeURIComponent(value));
      values.add(Buffer.from(value).toString('base64'));
      values.add(JSON.stringify(value).slice(1, -1));
    },
    mask: (text) => {
      let out = text;
      for (const value of values) if (out.includes(value)) out = out.replaceAll(value, '*****');
      return out;
    },
  };
}

/** Masks the values of secrets, by value, in everything that is shown or written about a run. */
export interface Masker {
  /** Adds a value to hide; short or empty ones (under 4 characters) are left alone: they would hide half the text. */
  add(value: string): void;
  /** The same for a value that may be a plain word: it is hidden where it stands alone, not inside of other words. */
  addWord(value: string): void;
  /** The text with every secret, also URL- and base64-encoded, replaced by `*****`. */
  mask(text: string): string;
}

const SHORTEST = 4;

/** A masker that knows no secret yet. */
export function createMasker(): Masker {
  const values = new Set<string>();
  const words = new Map<string, RegExp>();
  return {
    add: (value) => {
      for (const form of formsOf(value)) values.add(form);
    },
    addWord: (value) => {
      for (const form of formsOf(value)) words.set(form, alone(form));
    },
    mask: (text) => {
      let out = text;
      for (const value of values) if (out.includes(value)) out = out.replaceAll(value, HIDDEN);
      for (const [value, word] of words) if (out.includes(value)) out = out.replaceAll(word, HIDDEN);
      return out;
    },
  };
}

const HIDDEN = '*****';

/** How a value may be written: as it is, and as URLs, headers and JSON have it. */
const formsOf = (value: string): readonly string[] =>
  value.length < SHORTEST
    ? []
    : [
        value,
        encodeURIComponent(value),
        Buffer.from(value).toString('base64'),
        JSON.stringify(value).slice(1, -1),
      ];

const alone = (value: string): RegExp =>
  new RegExp(`(?<![A-Za-z0-9_])${value.replaceAll(/[^A-Za-z0-9_]/g, '\\$&')}(?![A-Za-z0-9_])`, 'g');

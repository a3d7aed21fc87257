/** A seeded source of chance: the same seed makes the same bank on every machine. */
export interface Random {
  /** A whole number from min to max, both included. */
  int(min: number, max: number): number;
  /** True in `percent` of 100 calls. */
  chance(percent: number): boolean;
  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** A version 4 UUID made of this source's numbers. */
  uuid(): string;
}

/** Makes a source from a seed. Only 32-bit integer arithmetic is used, so no engine rounds differently. */
export function createRandom(seed: number): Random {
  const next = sfc32(seed);
  const int = (min: number, max: number): number => min + (next() % (max - min + 1));
  return {
    int,
    chance: (percent) => next() % 10_000 < percent * 100,
    pick: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error('cannot pick from an empty list');
      return item;
    },
    uuid: () => uuid(next),
  };
}

/** Doty-Humphrey's sfc32: 128 bits of state, good enough to pass PractRand. */
function sfc32(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; i++) next();
  return next;
}

function uuid(next: () => number): string {
  const a = hex(next());
  const b = hex(next());
  const c = hex(next());
  const d = hex(next());
  const variant = ((Number.parseInt(c.charAt(0), 16) & 3) | 8).toString(16);
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyEdit, edit, type Files } from './edits.ts';
import { FILES } from './files.ts';
import { type Game, startGame } from './play.ts';

/** So many projects are tried: a few by default, thousands by hand. */
const RUNS = Number(process.env.TSDBT_FUZZ_RUNS ?? 60);
const SEED = process.env.TSDBT_FUZZ_SEED;

let game: Game;
beforeAll(() => {
  game = startGame(30_000);
});
afterAll(() => game.end());

test('the project that is edited is valid', async () => {
  expect(await game.play(FILES)).toEqual({ finding: null, exitCodes: [0, 0, 0] });
});

test(
  'a project that was edited at random ends in a result or in diagnostics with code, place and help',
  async () => {
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(edits, async (changes) => {
      const files = changes.reduce<Files>(applyEdit, FILES);
      expect((await game.play(files)).finding).toBe(null);
    });
    await fc.assert(property, { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) });
  },
  RUNS * 30_000,
);

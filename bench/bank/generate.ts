import { parseArgs } from 'node:util';
import { simulateBank } from './bank.ts';
import { writeTables } from './csv.ts';

const USAGE = 'usage: node bench/bank/generate.ts --out <folder> [--events 20000] [--seed 1]';
const MOST_EVENTS = 10_000_000;

/** Reads a whole number from the command line. */
function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${most}, not "${text}"\n${USAGE}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  if (values.out === undefined) throw new Error(`--out is missing\n${USAGE}`);
  const events = wholeNumber('events', values.events, MOST_EVENTS);
  const seed = wholeNumber('seed', values.seed, 2 ** 31 - 1);
  const count = await writeTables(values.out, simulateBank({ events, seed }));
  process.stdout.write(`${count} events in ${values.out}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});

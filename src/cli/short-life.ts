import v8 from 'node:v8';
import type { Sink } from '../core/events.ts';

/** The releases of Node whose engine is known to have the settings below; others would complain of them. */
const NEWEST = 25;

/** Calls of a function (or turns of a loop) after which it is optimized: many times the usual. */
const LATER = [
  '--invocation-count-for-maglev=20000',
  '--invocation-count-for-maglev-osr=2000',
  '--invocation-count-for-turbofan=100000',
  '--invocation-count-for-osr=10000',
];

/** Memory is looked through when it is full, not all the time, and is full when it has doubled: most of what a command makes lives until its end. */
const MEMORY = ['--no-concurrent-marking', '--no-incremental-marking', '--heap-growing-percent=110'];

/** The usual number of calls, for what many nodes go through; the second optimizing compiler still does not pay. */
const USUAL = ['--invocation-count-for-maglev=400', '--invocation-count-for-maglev-osr=100'];

/** Nodes from which on optimizing pays. */
const MANY = 100;

/** Has functions optimized again once it is known that many nodes will go through them. */
export function tuneForManyNodes(major: number): Sink {
  return (event) => {
    if (event.type === 'run:start' && event.nodes >= MANY && major <= NEWEST)
      for (const one of USUAL) v8.setFlagsFromString(one);
  };
}

/**
 * Sets the engine up for commands that end within a second or a few: what it does in the background for the sake of a long
 * life costs them a quarter of all processor time and never pays.
 */
export function tuneForShortLife(major: number): void {
  if (major <= NEWEST) for (const one of [...LATER, ...MEMORY]) v8.setFlagsFromString(one);
}

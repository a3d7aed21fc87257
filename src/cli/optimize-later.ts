import v8 from 'node:v8';

/** The releases of Node whose engine is known to have the settings below; others would complain of them. */
const NEWEST = 25;

const SETTINGS = [
  '--invocation-count-for-maglev=20000',
  '--invocation-count-for-maglev-osr=2000',
  '--invocation-count-for-turbofan=100000',
  '--invocation-count-for-osr=10000',
];

/**
 * Makes the engine optimize a function only when it is called very often. Most commands end within a second: what the
 * optimizing compilers do in the background until then costs a fifth of all processor time and never pays.
 */
export function optimizeLater(major: number): void {
  if (major <= NEWEST) for (const one of SETTINGS) v8.setFlagsFromString(one);
}

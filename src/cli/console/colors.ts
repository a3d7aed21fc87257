import type { Env } from '../../engine/environment.ts';

/** Colours a text, or leaves it alone. */
export interface Colors {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const code =
  (on: number, off: number, enabled: boolean) =>
  (text: string): string =>
    enabled && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;

/** Colours of a console that wants them, or of one that does not. */
export const createColors = (enabled: boolean): Colors => ({
  red: code(31, 39, enabled),
  green: code(32, 39, enabled),
  yellow: code(33, 39, enabled),
  cyan: code(36, 39, enabled),
  dim: code(2, 22, enabled),
  bold: code(1, 22, enabled),
});

/** Whether to colour: --use-colors, then FORCE_COLOR, NO_COLOR, then whether it is a terminal. */
export function wantsColors(asked: boolean | undefined, env: Env, isTerminal: boolean): boolean {
  if (asked !== undefined) return asked;
  const force = env.get('FORCE_COLOR');
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if ((env.get('NO_COLOR') ?? '') !== '') return false;
  return isTerminal && env.get('TERM') !== 'dumb';
}

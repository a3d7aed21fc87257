import { hash } from 'node:crypto';
import type { World } from '../../scope/index.ts';

/** Watches what templates look at while a project is parsed. */
export interface Recorder {
  /** The world as templates are to see it. */
  readonly world: World;
  /** Environment variables that were asked for, each with the hash of what was answered. */
  readonly env: ReadonlyMap<string, string>;
  /** Does a piece of work, and tells whether it looked at what may be another thing the next time: the clock, flags, logs. */
  watch<T>(work: () => T): { readonly value: T; readonly lasting: boolean };
}

/** Watches a world. */
export function createRecorder(world: World): Recorder {
  const env = new Map<string, string>();
  let lasting = true;
  const passing = (): void => {
    lasting = false;
  };
  const watched: World = {
    ...world,
    envVar: (name, fallback) => {
      env.set(name, envHash(world, name));
      return world.envVar(name, fallback);
    },
    emit: (event, thread) => {
      passing();
      world.emit(event, thread);
    },
    onPassing: passing,
  };
  const watch = <T>(work: () => T): { value: T; lasting: boolean } => {
    const before = lasting;
    lasting = true;
    try {
      const value = work();
      return { value, lasting };
    } finally {
      lasting = before && lasting;
    }
  };
  return { world: watched, env, watch };
}

const UNSET = '\u0000';

/** The hash of a variable's value as it is now; variables that are not set, or may not be read, have one, too. */
export function envHash(world: Pick<World, 'envVar'>, name: string): string {
  let value = UNSET;
  try {
    value = world.envVar(name, UNSET);
  } catch {
    // A secret: whoever asks for it fails, now as then.
  }
  return textHash(value);
}

/** The key of a text. */
export const textHash = (text: string): string => hash('sha1', text, 'base64');

import { dropOrphans, findOrphans, type Orphan } from '../run/index.ts';
import { invoke } from './invoke.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import { type CommandResult, DONE } from './result.ts';
import { createRuntime } from './runtime.ts';
import { withSession } from './session.ts';
import { createWorld } from './world.ts';

/** Options of clean --relations. */
export interface CleanRelationsOptions {
  /** Drop them; else they are only shown. */
  readonly apply?: boolean;
}

/** How it ended; `orphans` are the relations that were found. */
export type CleanedRelations = CommandResult & { readonly orphans: readonly Orphan[] };

/**
 * Shows, or drops, relations that tsdbt made for this project and target and that the project no longer has. What it did not make,
 * or what somebody changed since, is never touched. Exit code 1 when one could not be dropped.
 */
export function cleanRelations(
  engine: Engine,
  { apply = false }: CleanRelationsOptions = {},
): Promise<CleanedRelations> {
  return invoke(engine, 'clean', async () => {
    const world = createWorld(engine, 'clean', {});
    const runtime = createRuntime(world, parseAll(engine, world), new Set());
    return withSession(engine, 'clean', async (session) => {
      const orphans = await findOrphans(runtime, session);
      const listed = orphans.filter(({ state }) => state !== 'gone');
      for (const orphan of listed) say(engine, lineOf(orphan));
      if (!apply) {
        const count = listed.filter(({ state }) => state === 'there').length;
        say(
          engine,
          count === 0
            ? 'No relation is left over.'
            : `${shownCount(count)} left over; --apply drops what is.`,
        );
        return { ...DONE, orphans };
      }
      const { dropped, problems } = await dropOrphans(orphans, runtime, session);
      for (const diagnostic of problems) engine.emit({ type: 'diagnostic', diagnostic });
      say(engine, `Dropped ${shownCount(dropped.length)}.`);
      return { ...DONE, exitCode: problems.length > 0 ? 1 : 0, orphans };
    });
  });
}

const shownCount = (count: number): string => `${count} relation${count === 1 ? '' : 's'}`;

const say = ({ emit }: Engine, message: string): void => emit({ type: 'note', level: 'info', message });

function lineOf({ schema, name, type, node, madeAt, state }: Orphan): string {
  const kept = state === 'changed' ? '; changed since by somebody else: stays' : '';
  return `${schema}.${name} (${type.replace('_', ' ')}, made ${madeAt.slice(0, 10)} for ${node}${kept})`;
}

import { openJournal } from '../artifacts/index.ts';
import type { Emit } from '../core/events.ts';
import type { Plan, RunOutcome } from '../run/index.ts';
import type { World } from '../scope/index.ts';
import { artifactContext } from './artifacts.ts';
import type { Engine } from './open.ts';
import { writesJson } from './world.ts';

/** Keeps the journal of a run. */
export interface JournalKeeper {
  /** The engine's own, and the journal's. */
  readonly emit: Emit;
  /** The run is over and its results are saved. */
  end(outcome: RunOutcome): void;
  /** Whatever happened: the file is closed. */
  close(): void;
}

/** Begins a journal of what changes the warehouse; of other runs, or with --no-write-json, there is none. */
export function keepJournal(engine: Engine, world: World, plan: Plan, changes: boolean): JournalKeeper {
  const { emit } = world;
  if (!changes || !writesJson(world) || plan.nodes.length === 0)
    return { emit, end: () => undefined, close: () => undefined };
  const run = {
    command: plan.kind,
    target: engine.project.target.name,
    nodes: plan.nodes.map(({ node }) => node.unique_id),
  };
  const journal = openJournal(artifactContext(engine, world), run, (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `the journal of this run cannot be written (${reason}): after a kill there is nothing to retry from`;
    emit({ type: 'note', level: 'warn', message });
  });
  return {
    emit: (event, thread) => {
      journal.note(event);
      emit(event, thread);
    },
    end: ({ cancelled }) => journal.end(cancelled),
    close: () => journal.close(),
  };
}

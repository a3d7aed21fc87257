import type { ArtifactContext } from './context.ts';
import { beginJournal, type Journal, type JournalRun } from './journal/journal.ts';
import { maskedJson } from './json-text.ts';

/** Begins the journal of a run below target/, with what every artifact tells of it; `trouble` is called when it cannot be written. */
export function openJournal(
  context: ArtifactContext,
  run: Pick<JournalRun, 'command' | 'target' | 'nodes'>,
  trouble: (error: unknown) => void,
): Journal {
  const args = maskedJson(context.args, context.mask);
  return beginJournal({ ...context, args, ...run }, trouble);
}

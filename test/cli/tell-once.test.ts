import { expect, test } from 'vitest';
import { tellOnce } from '../../src/cli/tell-once.ts';
import { failure } from '../../src/core/diagnostic.ts';
import { createEmitter, type Logged } from '../../src/core/events.ts';
import { runId } from '../../src/core/ids.ts';

test('an error that nobody was told of is told, and only once', () => {
  const events: Logged[] = [];
  const { sinks, tell } = tellOnce([(event) => events.push(event)]);
  const told = failure('TD104', 'told');
  createEmitter(runId('r'), sinks)({ type: 'fatal', diagnostics: told.diagnostics });
  tell(told);
  expect(events).toHaveLength(1);
  tell(failure('TD104', 'not told'));
  expect(events.at(-1)).toMatchObject({ type: 'fatal', diagnostics: [{ message: 'not told' }] });
});

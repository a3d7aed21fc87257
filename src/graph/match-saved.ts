import { failure } from '../core/diagnostic.ts';
import type { GraphNode } from '../manifest/index.ts';
import type { SavedFreshness, SavedState } from './saved-state.ts';
import { noState } from './state-method.ts';

type Test = (node: GraphNode) => boolean;

/** `result:error`: nodes by their status in the run_results.json of the state. Throws TD704 without one. */
export function resultTest(value: string, state: SavedState | undefined): Test {
  const results = state?.results();
  if (results === undefined) throw noState('No comparison run_results', 'run_results.json');
  return (node) => results.get(node.unique_id) === value;
}

/** `source_status:fresher`: sources with newer rows than in the sources.json of the state. Throws TD402 or TD704. */
export function sourceStatusTest(value: string, state: SavedState | undefined): Test {
  const before = state?.sources();
  if (before === undefined)
    throw noState('No previous state comparison freshness results in sources.json', 'sources.json');
  const now = state?.currentSources();
  if (now === undefined)
    throw failure('TD704', 'No current state comparison freshness results in sources.json', {
      help: 'measure the sources first: tsdbt source freshness',
    });
  if (value !== 'fresher')
    throw failure('TD402', `Invalid source_status selector "${value}"`, { help: 'source_status:fresher' });
  return (node) => isFresher(now.get(node.unique_id), before, node.unique_id);
}

/** What was not measured, now or then, is not fresher; what was not asked about then, is. */
function isFresher(now: number | null | undefined, before: SavedFreshness, id: string): boolean {
  if (now === undefined || now === null) return false;
  const then = before.get(id);
  return then === undefined || (then !== null && now > then);
}

import { type Context, createContext, Script } from 'node:vm';
import { PyError } from '../value.ts';

/** A match that takes longer than this is stopped. */
const MOST_MILLISECONDS = 3000;

/** Texts up to this length cannot keep a pattern busy, and longer ones only a pattern with more than one choice … */
const SHORT = 16;
/** … but any pattern may be busy with a text as long as this. */
const LONG = 20_000;

const ESCAPES_AND_CLASSES = /\\.|\[(?:\\.|[^\]\\])*\]/g;
const CHOICES = /[*+?|]|\{[\d,]+\}/g;

/** True when a pattern leaves a choice in more than one place: trying all ways to divide a text may never end. */
const choosesTwice = (source: string): boolean =>
  (source.replaceAll(ESCAPES_AND_CLASSES, 'x').match(CHOICES)?.length ?? 0) > 1;

/** Searches like `regex.exec(text)`. Throws TD308 when the search does not come to an end. */
export type Search = (regex: RegExp, text: string) => RegExpExecArray | null;

/** How a pattern is searched for: at once where that is sure to end, else with an eye on the clock. */
export function guardedSearch(source: string): Search {
  const isBusy = choosesTwice(source);
  let watched: Search | undefined;
  return (regex, text) => {
    if (text.length <= SHORT || (!isBusy && text.length < LONG)) return regex.exec(text);
    watched ??= watchedSearch();
    return watched(regex, text);
  };
}

function watchedSearch(): Search {
  const script = new Script('search()');
  const context: Context = createContext(Object.create(null));
  return (regex, text) => {
    let found: RegExpExecArray | null = null;
    context.search = () => {
      found = regex.exec(text);
    };
    try {
      script.runInContext(context, { timeout: MOST_MILLISECONDS });
    } catch (error) {
      if (!isTimeout(error)) throw error;
      const what = `stopped after ${MOST_MILLISECONDS} ms of trying a regular expression`;
      throw new PyError('LimitError', `${what}: it repeats within a repetition`, 'TD308');
    }
    return found;
  };
}

/** The error may be of another realm: its class says nothing. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

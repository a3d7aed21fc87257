import { readFileSync } from 'node:fs';

interface Line {
  readonly info: { readonly name: string; readonly ts: string; readonly thread: string };
}

const STATEMENTS = new Set(['SQLQuery', 'SQLQueryStatus']);

/** Seconds from the start of the first statement of a model to the end of the last, from a JSON log: nodes have threads of their own. */
export function statementSpan(log: string): number {
  const times: number[] = [];
  for (const text of readFileSync(log, 'utf8').split('\n')) {
    if (!text.startsWith('{')) continue;
    const line = JSON.parse(text) as Line;
    const ofNode = line.info.thread.startsWith('Thread-');
    if (STATEMENTS.has(line.info.name) && ofNode) times.push(Date.parse(line.info.ts));
  }
  if (times.length === 0) throw new Error(`no statements of models in ${log}`);
  return (times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b))) / 1000;
}

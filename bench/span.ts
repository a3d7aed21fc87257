import { readFileSync } from 'node:fs';

interface Line {
  readonly info: { readonly name: string; readonly ts: string };
  readonly data: { readonly node_info?: { readonly unique_id?: string } };
}

const STATEMENTS = new Set(['SQLQuery', 'SQLQueryStatus']);

/** Seconds from the start of the first statement of a model to the end of the last, from a JSON log. */
export function statementSpan(log: string): number {
  const times: number[] = [];
  for (const text of readFileSync(log, 'utf8').split('\n')) {
    if (!text.startsWith('{')) continue;
    const line = JSON.parse(text) as Line;
    const ofModel = line.data.node_info?.unique_id?.startsWith('model.') ?? false;
    if (STATEMENTS.has(line.info.name) && ofModel) times.push(Date.parse(line.info.ts));
  }
  if (times.length === 0) throw new Error(`no statements of models in ${log}`);
  return (times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b))) / 1000;
}

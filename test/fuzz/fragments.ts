import { readFileSync } from 'node:fs';

const lines = (file: string): readonly string[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');

/** Pieces that are put into files: of templates, SQL, YAML and CSV, whole and broken. */
export const FRAGMENTS: readonly string[] = lines('fragments.jsonl').map((line) => String(JSON.parse(line)));

/** Values of other types, put in the place of what YAML held. */
export const VALUES: readonly unknown[] = lines('values.jsonl').map((line): unknown => JSON.parse(line));

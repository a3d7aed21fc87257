import { kindName, type Project, type Resource } from './project.ts';

/** A resource that was found, and why. */
export interface Hit {
  readonly resource: Resource;
  readonly score: number;
  /** What matched, when that was not the name: `column amount`. */
  readonly why: string;
}

/** Finds resources; made once, asked at every key. */
export interface SearchIndex {
  /** The best first; every word must be found somewhere. `kind` narrows it down. */
  find(query: string, kind?: string): readonly Hit[];
}

interface Entry {
  readonly resource: Resource;
  readonly name: string;
  readonly columns: readonly string[];
  readonly tags: string;
  readonly description: string;
  readonly code: string;
}

/** Makes the index. */
export function createIndex(project: Project): SearchIndex {
  const entries = [...project.resources.values()].filter(({ listed }) => listed).map(entryOf);
  return {
    find: (query, kind) => {
      const words = query
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '');
      return entries
        .filter(({ resource }) => kind === undefined || kind === '' || resource.kind === kind)
        .flatMap((entry) => hitOf(entry, words))
        .sort((a, b) => b.score - a.score || a.resource.name.localeCompare(b.resource.name));
    },
  };
}

const entryOf = (resource: Resource): Entry => ({
  resource,
  name: `${resource.title} ${resource.place?.name ?? ''}`.toLowerCase(),
  columns: resource.columns.map(({ name }) => name.toLowerCase()),
  tags: [...resource.tags, kindName(resource.kind), resource.materialized].join(' ').toLowerCase(),
  description: resource.description.toLowerCase(),
  code: resource.code
    .map(({ text }) => text)
    .join('\n')
    .toLowerCase(),
});

/** Tests have names that are made of other names: what they test comes first. */
const WEIGHTS: Readonly<Record<string, number>> = {
  model: 1.2,
  source: 1.1,
  test: 0.4,
  unit_test: 0.6,
  macro: 0.8,
};

function hitOf(entry: Entry, words: readonly string[]): readonly Hit[] {
  let score = 0;
  let why = '';
  for (const word of words) {
    const found = wordScore(entry, word);
    if (found === null) return [];
    score += found.score;
    why ||= found.why;
  }
  return [{ resource: entry.resource, score: score * (WEIGHTS[entry.resource.kind] ?? 1), why }];
}

function wordScore(entry: Entry, word: string): { score: number; why: string } | null {
  const { name, columns } = entry;
  if (entry.resource.name.toLowerCase() === word) return { score: 100, why: '' };
  if (name.startsWith(word)) return { score: 60, why: '' };
  if (isWordStart(name, word)) return { score: 45, why: '' };
  if (name.includes(word)) return { score: 30, why: '' };
  const column = columns.find((one) => one === word) ?? columns.find((one) => one.includes(word));
  if (column !== undefined) return { score: column === word ? 20 : 12, why: `column ${column}` };
  if (entry.tags.includes(word)) return { score: 10, why: 'tags' };
  if (entry.description.includes(word)) return { score: 6, why: 'description' };
  if (entry.code.includes(word)) return { score: 2, why: 'code' };
  return null;
}

const isWordStart = (name: string, word: string): boolean =>
  name.includes(`_${word}`) || name.includes(`.${word}`);

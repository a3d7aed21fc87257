/** Random edits of files: bytes, lines, parts of other files, odd fragments, and subtrees of YAML. */
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { FRAGMENTS, VALUES } from './fragments.ts';

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

/** One edit, as a value that can be made smaller and printed. Places count modulo the length of what is there. */
export type Edit =
  | { readonly kind: 'delete'; readonly file: number; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly file: number; readonly at: number; readonly text: string }
  | { readonly kind: 'replace'; readonly file: number; readonly at: number; readonly text: string }
  | {
      readonly kind: 'copy';
      readonly file: number;
      readonly at: number;
      readonly from: number;
      readonly to: number;
      readonly length: number;
    }
  | {
      readonly kind: 'line';
      readonly file: number;
      readonly at: number;
      readonly how: 'delete' | 'double' | 'swap' | 'indent';
    }
  | {
      readonly kind: 'tree';
      readonly file: number;
      readonly at: number;
      readonly how: 'delete' | 'double' | 'rename' | 'wrap';
      readonly name: string;
    }
  | { readonly kind: 'value'; readonly file: number; readonly at: number; readonly value: unknown }
  | { readonly kind: 'graft'; readonly file: number; readonly at: number; readonly from: number }
  | { readonly kind: 'word'; readonly file: number; readonly at: number; readonly from: number }
  | { readonly kind: 'move'; readonly file: number; readonly path: string }
  | { readonly kind: 'remove'; readonly file: number };

const place = fc.nat(100_000);
const file = fc.nat(1000);
const fragment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const PATHS = [
  'models/again.sql',
  'models/orders.sql',
  'seeds/orders.csv',
  'macros/x.sql',
  'models/x.py',
  'models/a b.sql',
  'tests/t.sql',
  'models/x.yml',
  'snapshots/s.yml',
  'functions/f.py',
  'models/.sql',
  'models/é.sql',
  'packages.yml',
  'profiles.yml',
  'dbt_project.yml',
  'tests/fixtures/f.csv',
  'models/x.csv',
  'dependencies.yml',
  'catalogs.yml',
];

/** Any edit. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      file,
      at: place,
      length: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), file, at: place, text: fragment }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), file, at: place, text: fragment }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('copy' as const),
      file,
      at: place,
      from: file,
      to: place,
      length: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('line' as const),
      file,
      at: place,
      how: fc.constantFrom('delete' as const, 'double' as const, 'swap' as const, 'indent' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('tree' as const),
      file,
      at: place,
      how: fc.constantFrom('delete' as const, 'double' as const, 'rename' as const, 'wrap' as const),
      name: fc.constantFrom(
        'name',
        'config',
        'columns',
        'x',
        '+tags',
        'enabled',
        'versions',
        'arguments',
        'type',
        '',
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('value' as const),
      file,
      at: place,
      value: fc.oneof(fc.constantFrom(...VALUES), fc.constantFrom(...FRAGMENTS)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('graft' as const), file, at: place, from: place }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('word' as const), file, at: place, from: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('move' as const), file, path: fc.constantFrom(...PATHS) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file }) },
);

/** The files after an edit; the same when it does not fit. */
export function applyEdit(files: Files, change: Edit): Files {
  const paths = Object.keys(files);
  const path = paths[change.file % paths.length];
  if (path === undefined) return files;
  const text = files[path] ?? '';
  if (change.kind === 'remove' || change.kind === 'move') {
    const { [path]: taken = '', ...rest } = files;
    return change.kind === 'remove' ? rest : { ...rest, [change.path]: taken };
  }
  return { ...files, [path]: edited(files, path, text, change) };
}

type TextEdit = Exclude<Edit, { readonly kind: 'remove' | 'move' }>;

function edited(files: Files, path: string, text: string, change: TextEdit): string {
  if (change.kind === 'tree' || change.kind === 'value' || change.kind === 'graft') {
    return /\.ya?ml$/.test(path) ? editedYaml(text, change) : text;
  }
  if (change.kind === 'line') return editedLines(text.split('\n'), change).join('\n');
  if (change.kind === 'word') return swappedWords(text, change);
  const at = text.length === 0 ? 0 : change.at % (text.length + 1);
  if (change.kind === 'copy') {
    const others = Object.values(files);
    const other = others[change.from % others.length] ?? '';
    const start = change.to % (other.length + 1);
    return text.slice(0, at) + other.slice(start, start + change.length) + text.slice(at);
  }
  if (change.kind === 'delete') return text.slice(0, at) + text.slice(at + change.length);
  const end = change.kind === 'insert' ? at : wordEnd(text, at);
  return text.slice(0, at) + change.text + text.slice(end);
}

const wordEnd = (text: string, at: number): number => at + (/^\W*\w*/.exec(text.slice(at))?.[0].length ?? 0);

function swappedWords(text: string, { at, from }: { readonly at: number; readonly from: number }): string {
  const words = [...text.matchAll(/\w+/g)];
  const target = words[at % Math.max(1, words.length)];
  const source = words[from % Math.max(1, words.length)];
  if (target === undefined || source === undefined) return text;
  return text.slice(0, target.index) + source[0] + text.slice(target.index + target[0].length);
}

function editedLines(
  lines: readonly string[],
  { at, how }: Extract<Edit, { kind: 'line' }>,
): readonly string[] {
  const n = at % lines.length;
  const line = lines[n] ?? '';
  if (how === 'delete') return lines.toSpliced(n, 1);
  if (how === 'double') return lines.toSpliced(n, 0, line);
  if (how === 'indent') return lines.with(n, `  ${line}`);
  return n + 1 < lines.length ? lines.toSpliced(n, 2, lines[n + 1] ?? '', line) : lines;
}

type TreeEdit = Extract<Edit, { kind: 'tree' | 'value' | 'graft' }>;
type Path = readonly (string | number)[];

/** Reads the file, changes one of its subtrees, and writes it as JSON, which is YAML as well. */
function editedYaml(text: string, change: TreeEdit): string {
  let tree: unknown;
  try {
    tree = parseYaml(text, { logLevel: 'silent' });
  } catch {
    return text;
  }
  const paths = pathsIn(tree);
  const path = paths[change.at % Math.max(1, paths.length)];
  if (path === undefined) return text;
  if (change.kind === 'value') return written(changed(tree, path, () => [change.value]));
  if (change.kind === 'graft') {
    const other = subtree(tree, paths[change.from % paths.length] ?? []);
    return written(changed(tree, path, () => [other]));
  }
  const { how, name } = change;
  if (how === 'rename') return written(renamed(tree, path, name));
  if (how === 'delete') return written(changed(tree, path, () => []));
  if (how === 'wrap') return written(changed(tree, path, (old) => [name === '' ? [old] : { [name]: old }]));
  return written(changed(tree, path, (old) => [old, old]));
}

const written = (tree: unknown): string => `${JSON.stringify(tree, null, 1) ?? ''}\n`;

function pathsIn(tree: unknown, path: Path = []): Path[] {
  if (typeof tree !== 'object' || tree === null) return [path];
  const keys = Array.isArray(tree) ? [...tree.keys()] : Object.keys(tree);
  const inside = keys.flatMap((key) => pathsIn(Reflect.get(tree, key), [...path, key]));
  return path.length === 0 ? inside : [path, ...inside];
}

function subtree(tree: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined || typeof tree !== 'object' || tree === null) return tree;
  return subtree(Reflect.get(tree, key), rest);
}

/** The tree with what stands at the path replaced by none, one or two others. */
function changed(tree: unknown, [key, ...rest]: Path, to: (old: unknown) => readonly unknown[]): unknown {
  if (key === undefined || typeof tree !== 'object' || tree === null) return to(tree)[0] ?? null;
  const inner: unknown = Reflect.get(tree, key);
  const values = rest.length === 0 ? to(inner) : [changed(inner, rest, to)];
  if (Array.isArray(tree)) return tree.toSpliced(Number(key), 1, ...values);
  const entries = Object.entries(tree);
  const at = entries.findIndex(([name]) => name === key);
  const put = values.map((value, n): [string, unknown] => [n === 0 ? String(key) : `${key}_${n}`, value]);
  return Object.fromEntries(entries.toSpliced(at, 1, ...put));
}

function renamed(tree: unknown, path: Path, name: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    return changed(tree, path, (old) => [old]);
  }
  const inner: unknown = Reflect.get(tree, key);
  const entries = Object.entries(tree);
  const at = entries.findIndex(([one]) => one === key);
  const put: [string, unknown] =
    rest.length === 0 ? [name, inner] : [String(key), renamed(inner, rest, name)];
  return Object.fromEntries(entries.toSpliced(at, 1, put));
}

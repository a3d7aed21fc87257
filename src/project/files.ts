import { join, relative } from 'node:path';
import { readIgnoreFile } from './ignore.ts';
import { sourcePaths } from './package.ts';
import type { FileKind, Package, Project, ProjectFile } from './project.ts';
import { PROJECT_FILES } from './project-file.ts';
import { readText } from './read-text.ts';
import { walk } from './walk.ts';

interface KindRule {
  readonly kind: FileKind;
  readonly folders: (paths: Package['paths']) => readonly string[];
  readonly endings: readonly string[];
  /** Subfolders of these names, directly under a folder, hold another kind. */
  readonly without?: readonly string[];
  /** Names that mean something else where they stand beside the project file. */
  readonly notBesideProject?: ReadonlySet<string>;
}

const SETTINGS: ReadonlySet<string> = new Set([
  ...PROJECT_FILES,
  'packages.yml',
  'dependencies.yml',
  'package-lock.yml',
  'selectors.yml',
  'profiles.yml',
]);

/** Where each kind of file is looked for, in dbt's order: ending by ending, folder by folder. */
const RULES: readonly KindRule[] = [
  { kind: 'macro', folders: (paths) => paths.macro, endings: ['.sql'] },
  { kind: 'model', folders: (paths) => paths.model, endings: ['.sql', '.py'] },
  { kind: 'snapshot', folders: (paths) => paths.snapshot, endings: ['.sql'] },
  { kind: 'analysis', folders: (paths) => paths.analysis, endings: ['.sql'] },
  { kind: 'test', folders: (paths) => paths.test, endings: ['.sql'], without: ['generic', 'fixtures'] },
  {
    kind: 'generic-test',
    folders: (paths) => paths.test.map((path) => `${path}/generic`),
    endings: ['.sql'],
  },
  { kind: 'seed', folders: (paths) => paths.seed, endings: ['.csv'] },
  { kind: 'docs', folders: (paths) => paths.docs, endings: ['.md'] },
  {
    kind: 'properties',
    folders: (paths) => sourcePaths(paths),
    endings: ['.yml', '.yaml'],
    notBesideProject: SETTINGS,
  },
  {
    kind: 'fixture',
    folders: (paths) => paths.test.map((path) => `${path}/fixtures`),
    endings: ['.csv', '.sql'],
  },
  { kind: 'function', folders: (paths) => paths.function, endings: ['.sql', '.py'] },
];

/** Lists the files of all packages by kind; `leaveOut` are folders never searched (installed packages, output). */
export function listFiles(
  root: string,
  packages: readonly Package[],
  leaveOut: ReadonlySet<string>,
): Project['files'] {
  const files: Record<FileKind, ProjectFile[]> = {
    model: [],
    seed: [],
    test: [],
    'generic-test': [],
    analysis: [],
    macro: [],
    snapshot: [],
    function: [],
    docs: [],
    properties: [],
    fixture: [],
  };
  for (const one of packages) {
    const search = createSearch(root, one, leaveOut);
    for (const rule of RULES) files[rule.kind].push(...search(rule));
  }
  return files;
}

/** Searches a package: each folder is walked once, however many kinds live in it. */
function createSearch(
  root: string,
  owner: Package,
  leaveOut: ReadonlySet<string>,
): (rule: KindRule) => ProjectFile[] {
  const ignored = readIgnoreFile(owner.root);
  const walked = new Map<string, readonly string[]>();
  const shown = shownPrefix(root, owner);
  const list = (folder: string): readonly string[] => {
    const known =
      walked.get(folder) ??
      walk(join(owner.root, folder), leaveOut).filter((path) => !ignored(within(folder, path)));
    walked.set(folder, known);
    return known;
  };
  return (rule) => {
    const folders = rule.folders(owner.paths);
    const found = rule.endings.flatMap((ending) =>
      folders.flatMap((folder) =>
        list(folder)
          .filter((path) => fits(path, ending, rule))
          .map((path) => ({ folder, path })),
      ),
    );
    const once = new Map(found.map((one) => [within(one.folder, one.path), one]));
    for (const name of rule.notBesideProject ?? []) once.delete(name);
    return Array.from(once.values(), ({ folder, path }) =>
      projectFile(owner, rule.kind, folder, path, shown),
    );
  };
}

/** A path under a folder, relative to the package. */
const within = (folder: string, path: string): string => (folder === '.' ? path : `${folder}/${path}`);

function shownPrefix(root: string, owner: Package): string {
  const path = relative(root, owner.root).replaceAll('\\', '/');
  if (path === '') return '';
  return owner.kind === 'standard' && path.startsWith('..') ? `${owner.name}/` : `${path}/`;
}

/** Files that editors leave behind start with `.`, `#` or `~`, or with `!`. */
function fits(path: string, ending: string, { without = [] }: KindRule): boolean {
  if (!path.endsWith(ending) && !path.toLowerCase().endsWith(ending)) return false;
  if ('!.#~'.includes(path.charAt(path.lastIndexOf('/') + 1))) return false;
  return !without.some((name) => path.startsWith(`${name}/`));
}

function projectFile(
  owner: Package,
  kind: FileKind,
  folder: string,
  relativePath: string,
  prefix: string,
): ProjectFile {
  const path = within(folder, relativePath);
  const absolutePath = join(owner.root, path);
  const shownPath = prefix + path;
  let kept: string | undefined;
  const text = (): string => {
    const read = kept ?? readText(absolutePath, shownPath);
    if (kind !== 'seed') kept = read;
    return read;
  };
  return { packageName: owner.name, absolutePath, path, searchPath: folder, relativePath, shownPath, text };
}

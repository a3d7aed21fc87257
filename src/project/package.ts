import type { Diagnostic } from '../core/diagnostic.ts';
import type { Json } from '../core/json.ts';
import { PyFloat, type Scope } from '../template/index.ts';
import { checkProject } from './check-project.ts';
import type { Package } from './project.ts';
import type { ProjectSource } from './project-file.ts';
import { CONFIG_SECTIONS } from './project-keys.ts';
import { renderPart } from './render.ts';
import { varsOf } from './vars.ts';
import { isMapping, objectOf, plainJson, type YamlPath } from './yaml.ts';

/** A package and the rendered keys it was made from. */
export interface BuiltPackage {
  readonly package: Package;
  readonly rendered: { readonly [key: string]: unknown };
  /** TD104, TD105, TD118. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Renders a project file and makes a Package of it; TD3xx when a text cannot be rendered.
 * With `targetUnknown` a text that needs the target is left as it is: it is rendered again when the adapter was asked.
 */
export function buildPackage(
  source: ProjectSource,
  kind: 'root' | 'installed',
  scope: Scope,
  targetUnknown = false,
): BuiltPackage {
  const { targets: _targets, ...shared } = source.raw;
  const rendered = renderPart(shared, {
    document: source.document,
    scope,
    skip: isLate,
    rescue: (text) => (targetUnknown && /\btarget\b/.test(text) ? text : undefined),
  });
  // What YAML reads and templates give is JSON, but for exact numbers.
  const keys = rendered as { readonly [key: string]: Json | undefined };
  const diagnostics = checkProject(source, { ...keys, ...targetsOf(source) }, kind);
  return { package: toPackage(source, kind, keys), rendered: keys, diagnostics };
}

const targetsOf = ({ raw }: ProjectSource) => (Object.hasOwn(raw, 'targets') ? { targets: raw.targets } : {});

const NEVER: ReadonlySet<unknown> = new Set([
  'on-run-start',
  'on-run-end',
  'query-comment',
  'vars',
  'targets',
]);
const WITH_HOOKS: ReadonlySet<unknown> = new Set(['models', 'seeds', 'snapshots', 'tests', 'data_tests']);
const HOOKS: ReadonlySet<string> = new Set(['pre-hook', 'post-hook', 'pre_hook', 'post_hook']);

/** Whether a text is rendered later, when it runs: hooks, vars, query comments. */
function isLate(path: YamlPath): boolean {
  if (NEVER.has(path[0])) return true;
  return (
    WITH_HOOKS.has(path[0]) &&
    path.some((step) => typeof step === 'string' && HOOKS.has(step.replace(/^[+ ]+/, '')))
  );
}

type Keys = { readonly [key: string]: Json | undefined };

function toPackage(source: ProjectSource, kind: 'root' | 'installed', keys: Keys): Package {
  return {
    name: typeof keys.name === 'string' ? keys.name : '',
    version: versionText(keys.version),
    root: source.root,
    kind,
    projectFile: source.shown,
    paths: pathsOf(keys, source.root),
    configs: sections(keys),
    unrenderedConfigs: sections(source.raw),
    quoting: quotingOf(keys.quoting),
    onRunStart: texts(keys['on-run-start']) ?? [],
    onRunEnd: texts(keys['on-run-end']) ?? [],
    queryComment: keys['query-comment'] === undefined ? undefined : plainJson(keys['query-comment']),
    dispatch: dispatchOf(keys.dispatch),
    vars: varsOf(source.document),
    restrictAccess: keys['restrict-access'] === true,
    flags: objectOf(keys.flags),
    place: (path) => source.document.place(path),
  };
}

function versionText(version: unknown): string | null {
  if (version instanceof PyFloat) return version.value.toFixed(1);
  return typeof version === 'string' || typeof version === 'number' ? String(version) : null;
}

function sections(keys: { readonly [key: string]: unknown }): Package['configs'] {
  return Object.fromEntries(
    CONFIG_SECTIONS.flatMap(([key, section]) =>
      isMapping(keys[key]) ? [[section, objectOf(keys[key])] as const] : [],
    ),
  );
}

/** A text or a list of texts as a list; undefined for anything else. */
export function texts(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function quotingOf(value: unknown): Package['quoting'] {
  const given = objectOf(value);
  const flags = {
    database: given.database ?? given.project,
    schema: given.schema ?? given.dataset,
    identifier: given.identifier,
  };
  return Object.fromEntries(Object.entries(flags).filter(([, flag]) => typeof flag === 'boolean'));
}

function dispatchOf(value: unknown): Package['dispatch'] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const { macro_namespace, search_order } = objectOf(entry);
    return typeof macro_namespace === 'string'
      ? [{ macro_namespace, search_order: texts(search_order) ?? [] }]
      : [];
  });
}

/** A folder as it is searched: no `./` before, no `/` after. */
const tidy = (path: string): string => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '') || '.';

/** A path inside the project that is written in full counts as if it were not. */
const inside = (path: string, root: string): string =>
  path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;

function pathsOf(keys: Keys, root: string): Package['paths'] {
  const list = (key: string, older?: string): string[] | undefined =>
    (texts(keys[key]) ?? (older === undefined ? undefined : texts(keys[older])))?.map((path) =>
      tidy(inside(path, root)),
    );
  const found = {
    model: list('model-paths', 'source-paths') ?? ['models'],
    seed: list('seed-paths', 'data-paths') ?? ['seeds'],
    test: list('test-paths') ?? ['tests'],
    analysis: list('analysis-paths') ?? ['analyses'],
    macro: list('macro-paths') ?? ['macros'],
    snapshot: list('snapshot-paths') ?? ['snapshots'],
    function: list('function-paths') ?? ['functions'],
  };
  const asset = list('asset-paths') ?? [];
  return { ...found, docs: list('docs-paths') ?? sourcePaths(found), asset };
}

/** All folders in which resources and their properties are looked for, each once. */
export const sourcePaths = (paths: Omit<Package['paths'], 'docs' | 'asset'>): string[] => [
  ...new Set([
    ...paths.model,
    ...paths.seed,
    ...paths.snapshot,
    ...paths.analysis,
    ...paths.macro,
    ...paths.test,
    ...paths.function,
  ]),
];

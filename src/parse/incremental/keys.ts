import type { MacroParseContext } from '../context/context.ts';
import { textHash } from './recorder.ts';

/** Hashes of all that a template may read besides its own file and properties; what was kept holds while they are equal. */
export interface ParseKeys {
  readonly vars: string;
  readonly profile: string;
  readonly packages: string;
  readonly project: string;
  readonly macros: string;
  /** Macros that replace ref(), the names of relations and the like; part of `macros`, told apart for messages. */
  readonly override: string;
}

/** Why nothing that was kept can be used, in dbt's words; the first that applies. */
export const REASONS: readonly (readonly [key: keyof ParseKeys, why: string])[] = [
  ['vars', 'config vars, config profile, or config target have changed'],
  ['profile', 'profile has changed'],
  ['packages', 'a project dependency has been added'],
  ['project', 'a project config has changed'],
  ['override', 'change detected to override macro. Starting full parse.'],
  ['macros', 'a macro has changed. Starting full parse.'],
];

const hashOf = (data: unknown): string => textHash(JSON.stringify(data));

/** The keys of a project whose macros are known. */
export function parseKeys(context: MacroParseContext): ParseKeys {
  const { project, world } = context;
  const { packages, cliVars, target } = project;
  const { files } = project;
  return {
    vars: hashOf([cliVars, packages.map((one) => one.vars), target.name, target.profileName]),
    profile: hashOf([world.target, world.adapter.name, world.adapter.parents, world.quoting]),
    packages: hashOf(packages.map(({ name, kind }) => [name, kind])),
    project: hashOf([
      project.name,
      packages.map(({ vars: _vars, root: _root, place: _place, ...settings }) => settings),
    ]),
    macros: hashOf(
      [...files.macro, ...files['generic-test']].map((file) => [
        file.packageName,
        file.shownPath,
        file.text(),
      ]),
    ),
    override: hashOf(overrides(context)),
  };
}

const SPECIAL: ReadonlySet<string> = new Set([
  'ref',
  'source',
  'config',
  'generate_schema_name',
  'generate_database_name',
  'generate_alias_name',
]);

/** The texts of the project's and packages' own versions of special macros. */
function overrides({ macros, standard }: MacroParseContext): readonly (readonly [string, string])[] {
  return Array.from(macros.definitions).flatMap(([id, { name, source }]) =>
    SPECIAL.has(name) && !standard.has(id.split('.')[1] ?? '') ? [[id, source] as const] : [],
  );
}

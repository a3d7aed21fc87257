import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Marked } from '../support/mark.ts';
import { project, type TestProject } from '../support/project.ts';

/** A part of manifest.json. */
export type Data = { readonly [key: string]: unknown };

/** What came of parsing a small project. */
export interface ParsedProject {
  readonly project: TestProject;
  /** manifest.json; {} when there were errors. */
  readonly manifest: Data;
  /** `TD201 models/b.sql:1:18` for all errors and warnings. */
  readonly problems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** A node, source, exposure, macro or group by unique_id. */
  get(id: string): Data;
}

/** Parses an inline project and reads the manifest it wrote. */
export async function parsed(files: Readonly<Record<string, string | Marked>>): Promise<ParsedProject> {
  const made = await project(files);
  const { exitCode } = await made.parse();
  const manifest = exitCode === 0 ? asData(JSON.parse(made.read('target/manifest.json'))) : {};
  const sections = [
    'nodes',
    'sources',
    'exposures',
    'macros',
    'groups',
    'docs',
    'unit_tests',
    'metrics',
    'semantic_models',
    'saved_queries',
    'functions',
  ];
  return {
    project: made,
    manifest,
    problems: made.problems,
    diagnostics: made.diagnostics,
    get: (id) => {
      const found = sections.map((section) => asData(manifest[section])[id]).find((one) => one !== undefined);
      if (found === undefined)
        throw new Error(`no ${id} among ${Object.keys(asData(manifest.nodes)).join(', ')}`);
      return asData(found);
    },
  };
}

/** A mapping, or an empty one. */
export const asData = (value: unknown): Data =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** `TD201 models/b.sql:1:5` of a mark. */
export const at = (
  code: string,
  place: { readonly file: string; readonly line: number; readonly column: number },
): string => `${code} ${place.file}:${place.line}:${place.column}`;

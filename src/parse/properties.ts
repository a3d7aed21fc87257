import type { Diagnostic, Span } from '../core/diagnostic.ts';
import { didYouMean } from '../core/similar.ts';
import type { ProjectFile } from '../project/project.ts';
import { isMapping, readYaml, type YamlDocument, type YamlPath } from '../project/yaml.ts';
import { baseScope } from '../scope/index.ts';
import { mayHoldTemplate } from '../template/index.ts';
import { attempt, type ParseContext } from './context.ts';
import { pythonRepr } from './data.ts';
import { renderEntry } from './property-render.ts';
import { LATER, type Section, SHAPES } from './property-shapes.ts';
import { type Misfit, misfits } from './shape.ts';

/** One item of one section of a properties file. */
export interface PropertyEntry {
  readonly section: Section;
  readonly name: string;
  readonly file: ProjectFile;
  readonly document: YamlDocument;
  /** Where it stands in the document: `['models', 3]`. */
  readonly path: YamlPath;
  /** Rendered, but for descriptions, tests and hooks. */
  readonly data: { readonly [key: string]: unknown };
  /** As written. */
  readonly written: { readonly [key: string]: unknown };
}

/** The place of a part of an entry. */
export const placeIn = (entry: PropertyEntry, ...path: YamlPath): Span =>
  entry.document.place([...entry.path, ...path]);

/** Reads all properties files; what is wrong in one entry is reported and leaves only that entry out. */
export function readProperties(context: ParseContext): readonly PropertyEntry[] {
  const later = new Set<string>();
  return context.project.files.properties.flatMap((file) => {
    const text = attempt(context.report, () => file.text());
    if (text === undefined) return [];
    const document = readYaml(text, file.shownPath);
    for (const diagnostic of document.diagnostics) context.report(diagnostic);
    return entriesOf(context, file, document, later);
  });
}

function entriesOf(
  context: ParseContext,
  file: ProjectFile,
  document: YamlDocument,
  later: Set<string>,
): readonly PropertyEntry[] {
  const { value } = document;
  if (value === null || value === undefined) return [];
  if (!isMapping(value)) {
    context.report({
      code: 'TD206',
      message: `Contents of file '${file.path}' are not valid. Dictionary expected.`,
      at: document.place([]),
    });
    return [];
  }
  for (const key of Object.keys(value)) checkSection(context, file, document, key, later);
  return SECTION_ORDER.flatMap((section) => sectionEntries(context, file, document, section, value[section]));
}

const SECTION_ORDER: readonly Section[] = [
  'models',
  'seeds',
  'snapshots',
  'sources',
  'macros',
  'data_tests',
  'analyses',
  'exposures',
  'groups',
];

const OTHER_KEYS: ReadonlySet<string> = new Set(['version', 'anchors', 'tests']);

function checkSection(
  context: ParseContext,
  file: ProjectFile,
  document: YamlDocument,
  key: string,
  later: Set<string>,
): void {
  if (key in SHAPES || OTHER_KEYS.has(key)) return;
  const at = document.place([key]);
  if (!LATER.has(key)) {
    context.report({
      code: 'TD205',
      message: `Unexpected top-level key ${key} in file ${file.path}`,
      at,
      ...help(didYouMean(key, Object.keys(SHAPES))),
    });
    return;
  }
  if (later.has(key)) return;
  later.add(key);
  context.report({
    code: 'TD205',
    message: `${key} are not built yet: this section of ${file.path} is left out`,
    at,
  });
}

function sectionEntries(
  context: ParseContext,
  file: ProjectFile,
  document: YamlDocument,
  section: Section,
  items: unknown,
): readonly PropertyEntry[] {
  if (items === undefined) return [];
  if (!Array.isArray(items)) {
    context.report(invalid(file, document.place([section]), `the value of '${section}' is not a list`));
    return [];
  }
  return items.flatMap(
    (item: unknown, at) => readEntry(context, file, document, section, [section, at], item) ?? [],
  );
}

function readEntry(
  context: ParseContext,
  file: ProjectFile,
  document: YamlDocument,
  section: Section,
  path: YamlPath,
  written: unknown,
): PropertyEntry | undefined {
  const reject = (why: string): undefined => {
    context.report(invalid(file, document.place(path), why));
  };
  if (!isMapping(written)) return reject(`a list element for '${section}' is not a dictionary`);
  if (written.name === undefined)
    return reject(`a list element for '${section}' does not have a name attribute.`);
  const data = mayHoldTemplate(document.text)
    ? attempt(context.report, () =>
        renderEntry(section, written, document, path, baseScope(context.world, file.packageName)),
      )
    : written;
  if (!isMapping(data)) return undefined;
  const wrong = misfits(SHAPES[section], data).filter(
    (misfit) => !reportUnknown(context, file, document, path, misfit),
  );
  const [first] = wrong;
  if (first) {
    context.report(misfit(file, document, section, path, data, first));
    return undefined;
  }
  return { section, name: String(data.name), file, document, path, data, written };
}

const invalid = (file: ProjectFile, at: Span, why: string): Diagnostic => ({
  code: 'TD206',
  message: `The schema file at ${file.path} is invalid because ${why}`,
  at,
});

function misfit(
  file: ProjectFile,
  document: YamlDocument,
  section: Section,
  path: YamlPath,
  data: { readonly [key: string]: unknown },
  { path: inner, message, known }: Misfit,
): Diagnostic {
  const way = inner.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`)).join('');
  const name = String(data.name);
  const reason = `at path ${way === '' ? '[]' : way}: ${message}`;
  return {
    code: 'TD206',
    message: `Invalid ${section} config given in ${file.path} @ ${section}: {'name': ${pythonRepr(name)}, ...} - ${reason}`,
    at: document.place([...path, ...inner]),
    ...help(known.length > 0 ? didYouMean(String(inner.at(-1)), known) : undefined),
  };
}

/** Warns of a key that nobody knows; false for anything worse. */
function reportUnknown(
  context: ParseContext,
  file: ProjectFile,
  document: YamlDocument,
  path: YamlPath,
  misfit: Misfit,
): boolean {
  if (misfit.kind !== 'unknown') return false;
  const at = document.place([...path, ...misfit.path]);
  const hint = didYouMean(misfit.message, misfit.known) ?? 'keys of your own belong under config: meta:';
  context.report({
    code: 'TD205',
    message: `Custom key \`${misfit.message}\` found at \`${wayText(path, misfit)}\` in file ${file.path}`,
    at,
    help: hint,
  });
  return true;
}

const wayText = (path: YamlPath, misfit: Misfit): string =>
  [...path, ...misfit.path.slice(0, -1)]
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');

const help = (text: string | undefined): { help?: string } => (text === undefined ? {} : { help: text });

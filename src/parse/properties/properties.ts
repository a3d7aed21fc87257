import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import type { ProjectFile } from '../../project/project.ts';
import { isMapping, type YamlDocument, type YamlPath } from '../../project/yaml.ts';
import { baseScope } from '../../scope/index.ts';
import { mayHoldTemplate, type Scope } from '../../template/index.ts';
import { DEFAULTS } from '../config/config-fields.ts';
import { attempt, type ParseContext } from '../context/context.ts';
import { pythonRepr } from '../context/data.ts';
import { renderEntry } from './property-render.ts';
import { type Section, SHAPES } from './property-shapes.ts';
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

/** A properties file while it is read. */
interface Reading {
  readonly context: ParseContext;
  readonly file: ProjectFile;
  readonly document: YamlDocument;
  /** What the texts are rendered with; null where the file holds nothing that rendering changes. */
  readonly scope: Scope | null;
}

/** Reads all properties files; what is wrong in one entry is reported and leaves only that entry out. */
export function readProperties(context: ParseContext): readonly PropertyEntry[] {
  return context.project.files.properties.flatMap((file) => {
    const text = attempt(context.report, () => file.text());
    if (text === undefined) return [];
    const document = context.memory.yaml(file, text);
    for (const diagnostic of document.diagnostics) context.report(diagnostic);
    const scope = mayChange(text) ? baseScope(context.world, file.packageName) : null;
    return entriesOf({ context, file, document, scope });
  });
}

/** Whether a file holds a template, or a text that may end with a line break, which rendering takes away. */
const mayChange = (text: string): boolean =>
  mayHoldTemplate(text) || /[|>][-+\d]*[ \t]*(?:#.*)?$|\\n/m.test(text);

function entriesOf(reading: Reading): readonly PropertyEntry[] {
  const { context, file, document } = reading;
  const { value } = document;
  if (value === null || value === undefined) return [];
  if (!isMapping(value)) {
    const message = `Contents of file '${file.path}' are not valid. Dictionary expected.`;
    context.report({ code: 'TD206', message, at: document.place([]) });
    return [];
  }
  for (const key of Object.keys(value)) checkSection(reading, key);
  return SECTION_ORDER.flatMap((section) => sectionEntries(reading, section, value[section]));
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
  'metrics',
  'semantic_models',
  'unit_tests',
  'saved_queries',
  'functions',
];

const OTHER_KEYS: ReadonlySet<string> = new Set(['version', 'anchors', 'tests']);

function checkSection({ context, file, document }: Reading, key: string): void {
  if (key in SHAPES || OTHER_KEYS.has(key)) return;
  const message = `Unexpected top-level key ${key} in file ${file.path}`;
  const hint = help(didYouMean(key, Object.keys(SHAPES)));
  context.report({ code: 'TD205', message, at: document.place([key]), ...hint });
}

function sectionEntries(reading: Reading, section: Section, items: unknown): readonly PropertyEntry[] {
  const { context, file, document } = reading;
  if (items === undefined) return [];
  if (!Array.isArray(items)) {
    const at = document.place([section]);
    const help = 'begin each entry below it with "- name: …"';
    context.report({ ...invalid(file, at, `the value of '${section}' is not a list`), help });
    return [];
  }
  return items.flatMap((item: unknown, at) => readEntry(reading, section, [section, at], item) ?? []);
}

function readEntry(
  reading: Reading,
  section: Section,
  path: YamlPath,
  written: unknown,
): PropertyEntry | undefined {
  const { context, file, document, scope } = reading;
  const why = notAnEntry(section, written);
  if (why !== null) context.report(notEntry(reading, section, path, why));
  if (why !== null || !isMapping(written)) return undefined;
  const data = scope
    ? attempt(context.report, () => renderEntry(section, written, document, path, scope))
    : written;
  if (!isMapping(data)) return undefined;
  const entry = { section, name: nameIn(data), file, document, path, data, written };
  const [wrong] = misfits(SHAPES[section], data).filter((one) => !reportUnknown(context, entry, one));
  if (wrong === undefined) return entry;
  context.report(misfit(entry, wrong));
  return undefined;
}

/** A name is a text; others are refused later, and shown as they are. */
const nameIn = ({ name }: { readonly [key: string]: unknown }): string =>
  typeof name === 'string' ? name : pythonRepr(name);

/** Without a name dbt leaves a data test's entry out, and others are errors. */
function notEntry({ file, document }: Reading, section: Section, path: YamlPath, why: string): Diagnostic {
  const wrong = invalid(file, document.place(path), why);
  if (section !== 'data_tests') return wrong;
  const message = `Unable to parse 'data_tests' section of file '${file.path}'\n  Entry did not contain a name`;
  return { ...wrong, level: 'warn', message, event: { name: 'ValidationWarning' } };
}

function notAnEntry(section: Section, written: unknown): string | null {
  if (!isMapping(written)) return `a list element for '${section}' is not a dictionary`;
  return written.name === undefined
    ? `a list element for '${section}' does not have a name attribute.`
    : null;
}

const invalid = (file: ProjectFile, at: Span, why: string): Diagnostic => ({
  code: 'TD206',
  message: `The schema file at ${file.path} is invalid because ${why}`,
  at,
});

function misfit(entry: PropertyEntry, { path, message, known }: Misfit): Diagnostic {
  const { section, file } = entry;
  const way = path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`)).join('');
  const reason = `at path ${way === '' ? '[]' : way}: ${message}`;
  return {
    code: 'TD206',
    message: `Invalid ${section} config given in ${file.path} @ ${section}: {'name': ${pythonRepr(entry.name)}, ...} - ${reason}`,
    at: placeIn(entry, ...path),
    ...help(known.length > 0 ? didYouMean(String(path.at(-1)), known) : undefined),
  };
}

/** Warns of a key that nobody knows; false for anything worse. */
function reportUnknown(context: ParseContext, entry: PropertyEntry, misfit: Misfit): boolean {
  if (misfit.kind !== 'unknown') return false;
  const at = placeIn(entry, ...misfit.path);
  const hint = didYouMean(misfit.message, misfit.known) ?? otherPlace(misfit.message);
  const where = wayText([...entry.path, ...misfit.path.slice(0, -1)]);
  const message = `Custom key \`${misfit.message}\` found at \`${where}\` in file ${entry.file.path}`;
  context.report({ code: 'TD205', message, at, help: hint });
  return true;
}

/** Where a key belongs that is unknown here: settings under config, keys of the author's own under meta. */
const otherPlace = (key: string): string =>
  Object.values(DEFAULTS).some((settings) => Object.hasOwn(settings, key))
    ? `${key} is a setting: put it under config:`
    : 'keys of your own belong under config: meta:';

const wayText = (path: YamlPath): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

const help = (text: string | undefined): { help?: string } => (text === undefined ? {} : { help: text });

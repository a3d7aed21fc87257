import type { ProjectFile } from '../../project/project.ts';
import { readYaml, type YamlDocument } from '../../project/yaml.ts';
import { parseTemplate, type Template } from '../../template/index.ts';
import type { Captured } from '../context/captured.ts';
import { LazyTemplate } from '../context/lazy-template.ts';
import type { CaptureRequest, ParseMemory } from '../context/memory.ts';
import { capturedFrom, capturedJson } from './captured-json.ts';
import { type FileFacts, type KeptFile, readFacts } from './kept-file.ts';
import { isPlain } from './plain.ts';
import { type Recorder, textHash } from './recorder.ts';

/** A memory that can be written down. */
export interface WritableMemory extends ParseMemory {
  /** From here on what nodes mention is taken from the last parse. */
  trustCaptures(): void;
  /** A file of which nothing but its hash is kept. */
  note(file: ProjectFile): void;
  /** All files of this parse. */
  files(): ReadonlyMap<string, KeptFile>;
}

/** A file while it is parsed. */
interface Entry {
  readonly hash: string;
  /** What is written down already; null when there is something to add. */
  json: string | null;
  facts: FileFacts | null;
  readonly text: () => string;
}

/** A memory over the files of the last parse. */
export function createMemory(recorder: Recorder, kept: ReadonlyMap<string, KeptFile>): WritableMemory {
  const entries = new Map<string, Entry>();
  const asked = new Map<string, number>();
  let trusted = false;
  const entryOf = (file: ProjectFile, text: string): Entry => {
    const known = entries.get(file.shownPath);
    if (known) return known;
    const hash = textHash(text);
    const before = kept.get(file.shownPath);
    const json = before?.hash === hash ? before.json : null;
    const entry: Entry = { hash, json, facts: json === null ? {} : null, text: () => file.text() };
    if (!trusted && json !== null) forgetCaptures(entry);
    entries.set(file.shownPath, entry);
    return entry;
  };
  const textOf = (path: string): string | undefined => entries.get(path)?.text();
  return {
    trustCaptures: () => {
      trusted = true;
    },
    note: (file) => void entryOf(file, file.text()),
    yaml: (file, text) => rememberYaml(entryOf(file, text), text, file.shownPath),
    template: (file, text, source) => rememberTemplate(entryOf(file, text), source, file.shownPath),
    capture: ({ path, id, entry: properties }, work) => {
      const entry = entries.get(path);
      if (entry === undefined) return work();
      const count = asked.get(id) ?? 0;
      asked.set(id, count + 1);
      const key = count === 0 ? id : `${id}#${count}`;
      const stamp = stampOf(entries, path, properties);
      const [before, json] = factsOf(entry).captures?.[key] ?? [];
      if (json && before === stamp) return capturedFrom(json, textOf);
      const { value, lasting } = recorder.watch(work);
      keepCapture(entry, key, stamp, lasting ? value : null);
      return value;
    },
    files: () => new Map(Array.from(entries, ([path, entry]) => [path, writtenFile(entry)] as const)),
  };
}

/** What templates saw is not what they would see now. */
function forgetCaptures(entry: Entry): void {
  if (factsOf(entry).captures !== undefined) changedFacts(entry).captures = {};
}

function factsOf(entry: Entry): FileFacts {
  entry.facts ??= readFacts(entry.json ?? '{}');
  return entry.facts;
}

/** The facts of a file, to be changed: they have to be written anew. */
function changedFacts(entry: Entry): FileFacts {
  const facts = factsOf(entry);
  entry.json = null;
  return facts;
}

const writtenFile = (entry: Entry): KeptFile => ({
  hash: entry.hash,
  json: entry.json ?? JSON.stringify(factsOf(entry)),
});

/** As in dbt, white space at the end of the file is none of its content. */
function rememberYaml(entry: Entry, whole: string, path: string): YamlDocument {
  const text = whole.trimEnd();
  const { yaml } = factsOf(entry);
  if (yaml) return keptDocument(text, path, yaml.value);
  const document = readYaml(text, path);
  if (document.diagnostics.length === 0 && isPlain(document.value))
    changedFacts(entry).yaml = { value: document.value };
  return document;
}

/** A document whose content is known; places are looked for in its text when somebody asks. */
function keptDocument(text: string, file: string, value: unknown): YamlDocument {
  let read: YamlDocument | undefined;
  return {
    file,
    text,
    value,
    diagnostics: [],
    place: (path, of) => {
      read ??= readYaml(text, file);
      return read.place(path, of);
    },
  };
}

function rememberTemplate(entry: Entry, source: string, path: string): Template {
  if (factsOf(entry).template) return new LazyTemplate(source, { file: path });
  const template = parseTemplate(source, { file: path });
  changedFacts(entry).template = true;
  return template;
}

/** The hash of the properties of a node that stand in another file than itself. */
function stampOf(
  entries: ReadonlyMap<string, Entry>,
  path: string,
  properties: CaptureRequest['entry'],
): string {
  if (properties === null || properties.document.file === path) return '';
  const { document, path: way } = properties;
  return `${entries.get(document.file)?.hash ?? textHash(document.text)} ${way.join(' ')}`;
}

function keepCapture(entry: Entry, key: string, stamp: string, captured: Captured | null): void {
  const json = captured === null ? undefined : capturedJson(captured);
  if (json === undefined && !factsOf(entry).captures?.[key]) return;
  const facts = changedFacts(entry);
  facts.captures ??= {};
  facts.captures[key] = json === undefined ? null : [stamp, json];
}

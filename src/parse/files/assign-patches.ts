import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import { highestVersion } from '../../manifest/index.ts';
import { attempt, lazySpan, type ParseContext } from '../context/context.ts';
import { listOf, mappingOf } from '../context/data.ts';
import { type NodePatch, patchOf, versionOf, versionPatch } from '../properties/patch.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import type { Section } from '../properties/property-shapes.ts';
import type { FileNodeKind, NodeFile } from './node-files.ts';

/** A file with what the properties say of it. */
export interface PatchedFile {
  readonly file: NodeFile;
  readonly patch: NodePatch | null;
}

const KINDS: ReadonlyMap<Section, FileNodeKind> = new Map<Section, FileNodeKind>([
  ['models', 'model'],
  ['seeds', 'seed'],
  ['snapshots', 'snapshot'],
  ['analyses', 'analysis'],
  ['data_tests', 'test'],
  ['functions', 'function'],
]);

const SECTION_OF: Readonly<Record<FileNodeKind, Section>> = {
  model: 'models',
  seed: 'seeds',
  snapshot: 'snapshots',
  analysis: 'analyses',
  test: 'data_tests',
  function: 'functions',
};

/** Names of files, to find whom an entry speaks of. */
interface FileIndex {
  readonly byName: ReadonlyMap<string, readonly NodeFile[]>;
  isOn(file: NodeFile): boolean;
}

/**
 * Gives each file its properties. Properties for nothing are a TD207, for the same node twice a TD208.
 * A file that an entry calls a version of a model becomes that version.
 */
export function assignPatches(
  context: ParseContext,
  files: readonly NodeFile[],
  entries: readonly PropertyEntry[],
  isOn: (file: NodeFile) => boolean,
): readonly PatchedFile[] {
  const patched = new Map<NodeFile, PatchedFile>();
  const index: FileIndex = { byName: Map.groupBy(files, (file) => file.name), isOn };
  for (const entry of entries) {
    if (!KINDS.has(entry.section)) continue;
    attempt(
      context.report,
      () => {
        if (listOf(entry.data.versions).length > 0) assignVersions(context, index, entry, patched);
        else assignOne(context, index, entry, patched);
      },
      { at: lazySpan(entry.file.shownPath, () => entryPlace(entry)) },
    );
  }
  return files.map((file) => patched.get(file) ?? { file, patch: null });
}

const entryPlace = (entry: PropertyEntry) => placeIn(entry, 'name');

function assignOne(
  context: ParseContext,
  index: FileIndex,
  entry: PropertyEntry,
  patched: Map<NodeFile, PatchedFile>,
): void {
  const file = findFile(index, entry, entry.name);
  if (file === undefined) {
    context.report(nothingFor(index, entry, entry.name));
    return;
  }
  const known = patched.get(file);
  if (known?.patch) {
    context.report(describedTwice(known.patch, entry));
    return;
  }
  const patch = patchOf(entry);
  for (const same of index.byName.get(entry.name) ?? [])
    if (same.id === file.id) patched.set(same, { file: same, patch });
}

/** The file of that name and kind: in the entry's own package first, then in any; those that are switched off come last. */
function findFile(index: FileIndex, entry: PropertyEntry, name: string): NodeFile | undefined {
  const kind = KINDS.get(entry.section);
  const files = index.byName.get(name)?.filter((file) => file.kind === kind) ?? [];
  const isOwn = (file: NodeFile): boolean => file.packageName === entry.file.packageName;
  if (files.length < 2) return files[0];
  const on = files.filter((file) => index.isOn(file));
  return on.find(isOwn) ?? on[0] ?? files.find(isOwn) ?? files[0];
}

function nothingFor(index: FileIndex, entry: PropertyEntry, name: string): Diagnostic {
  const other = index.byName.get(name)?.find((file) => file.kind !== 'analysis' && file.kind !== 'test');
  const at = entryPlace(entry);
  if (other && entry.section !== 'analyses' && entry.section !== 'data_tests') {
    const right = SECTION_OF[other.kind];
    const message = `'${name}' is a ${other.kind} node, but it is specified in the ${entry.section} section of ${entry.file.path}.`;
    return { code: 'TD207', message, at, help: `move it to the ${right} section` };
  }
  const message = `Did not find matching node for patch with name '${name}' in the '${entry.section}' section of file '${entry.file.path}'`;
  return { code: 'TD207', message, at };
}

const shownPlace = ({ file, line }: Span): string => `${file}:${line}`;

function describedTwice(first: NodePatch, entry: PropertyEntry): Diagnostic {
  const files =
    first.entry.file.path === entry.file.path
      ? `this file:\n - ${entry.file.path}`
      : `one of these files:\n - ${first.entry.file.path}\n - ${entry.file.path}`;
  return {
    code: 'TD208',
    message: `dbt found two schema.yml entries for the same resource named ${entry.name}. Resources and their associated columns may only be described a single time. To fix this, remove one of the resource entries for ${entry.name} in ${files}`,
    at: entryPlace(entry),
    help: `keep one of the two: the other is at ${shownPlace(entryPlace(first.entry))}`,
  };
}

function assignVersions(
  context: ParseContext,
  index: FileIndex,
  entry: PropertyEntry,
  patched: Map<NodeFile, PatchedFile>,
): void {
  const versions = listOf(entry.data.versions).map(mappingOf);
  const latest =
    entry.data.latest_version === undefined
      ? (highestVersion(versions.map(({ v }) => versionOf(v))) ?? 1)
      : versionOf(entry.data.latest_version);
  for (const version of versions) {
    const v = versionOf(version.v);
    const name = typeof version.defined_in === 'string' ? version.defined_in : `${entry.name}_v${v}`;
    const file =
      findFile(index, entry, name) ?? (v === latest ? findFile(index, entry, entry.name) : undefined);
    if (file === undefined) context.report(nothingFor(index, entry, name));
    else
      patched.set(file, {
        file: asVersion(file, entry.name, v),
        patch: versionPatch(entry, version, latest),
      });
  }
}

function asVersion(file: NodeFile, name: string, v: string | number): NodeFile {
  return {
    ...file,
    name,
    id: nodeId(`model.${file.packageName}.${name}.v${v}`),
    fqn: [...file.fqn.slice(0, -1), name, `v${v}`],
  };
}

import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Span } from '../../core/diagnostic.ts';
import { type NodeId, nodeId } from '../../core/ids.ts';
import type { ProjectFile } from '../../project/project.ts';
import { type Definition, parseTemplate, type Template } from '../../template/index.ts';
import { attempt, type ParseContext } from '../context/context.ts';
import { pythonMentions } from './python-mentions.ts';

/** Kinds of nodes that a file of their own makes. */
export type FileNodeKind = 'model' | 'seed' | 'snapshot' | 'analysis' | 'test' | 'function';

/** A file that becomes a node, read but not yet configured. */
export interface NodeFile {
  readonly kind: FileNodeKind;
  readonly name: string;
  readonly packageName: string;
  readonly file: ProjectFile;
  readonly id: NodeId;
  readonly path: string;
  readonly fqn: readonly string[];
  readonly code: string;
  readonly checksum: { readonly name: string; readonly checksum: string };
  readonly template: Template | null;
  readonly at: Span;
}

/** Reads all files that become nodes; what cannot be read is reported and left out. */
export function readNodeFiles(context: ParseContext): readonly NodeFile[] {
  const { files } = context.project;
  return [
    ...files.model.flatMap((file) => textNode(context, 'model', file) ?? []),
    ...files.snapshot.flatMap((file) => snapshotNodes(context, file)),
    ...files.analysis.flatMap((file) => textNode(context, 'analysis', file) ?? []),
    ...files.test.flatMap((file) => textNode(context, 'test', file) ?? []),
    ...files.function.flatMap((file) => textNode(context, 'function', file) ?? []),
    ...files.seed.flatMap((file) => attempt(context.report, () => seedNode(file)) ?? []),
  ];
}

/** sha256 of a text, as dbt notes it. */
export const sha256 = (text: string): { readonly name: string; readonly checksum: string } => ({
  name: 'sha256',
  checksum: hash('sha256', text),
});

const withoutEnding = (path: string): string => path.replace(/\.[^./]*$/, '');

/** `['bank', 'staging', 'stg_users']`: the package, the folders, the name. */
export function fqnOf(packageName: string, path: string, name: string): readonly string[] {
  return [packageName, ...withoutEnding(path).split('/').slice(0, -1), name];
}

const nameOf = (file: ProjectFile): string =>
  withoutEnding(file.relativePath.slice(file.relativePath.lastIndexOf('/') + 1));

function textNode(
  context: ParseContext,
  kind: 'model' | 'analysis' | 'test' | 'function',
  file: ProjectFile,
): NodeFile | undefined {
  const text = attempt(context.report, () => file.text());
  if (text === undefined) return undefined;
  const isPython = kind === 'model' && file.path.endsWith('.py');
  const source = isPython ? pythonMentions(text) : text;
  const template = attempt(context.report, () => context.memory.template(file, text, source));
  const path = kind === 'analysis' ? `analysis/${file.relativePath}` : file.relativePath;
  const code = text.trim();
  if (kind === 'model' && code === '') reportEmpty(context, file);
  if (template !== undefined && SNAPSHOT.test(source)) reportSnapshot(context, kind, template);
  return nodeFile(kind, nameOf(file), file, {
    path,
    code,
    checksum: sha256(code),
    template: template ?? null,
    text,
  });
}

const SNAPSHOT = /\{%[-+]?\s*snapshot\b/;

/** A block that stands where nothing would look for it: without a word nothing would come of it. */
function reportSnapshot(context: ParseContext, kind: string, { definitions }: Template): void {
  const block = definitions.find((one) => one.kind === 'snapshot');
  if (block === undefined) return;
  context.report({
    code: 'TD307',
    message: `Encountered unknown tag 'snapshot'. A ${kind} cannot hold a snapshot`,
    at: block.span,
    help: 'move the file to a folder of snapshot-paths',
  });
}

function reportEmpty(context: ParseContext, file: ProjectFile): void {
  const at = { file: file.shownPath, line: 1, column: 1 };
  context.report({
    code: 'TD211',
    message: `model "${nameOf(file)}" is empty: it is left out of every run`,
    at,
    help: 'write a select, or delete the file',
  });
}

interface Content {
  readonly path: string;
  readonly code: string;
  readonly checksum: NodeFile['checksum'];
  readonly template: Template | null;
  readonly text?: string;
  readonly at?: Span;
}

function nodeFile(kind: FileNodeKind, name: string, file: ProjectFile, content: Content): NodeFile {
  const { packageName } = file;
  const fqn =
    kind === 'snapshot'
      ? [packageName, ...withoutEnding(content.path).split('/'), name]
      : fqnOf(packageName, content.path, name);
  return {
    kind,
    name,
    packageName,
    file,
    id: nodeId(`${kind}.${packageName}.${name}`),
    path: content.path,
    fqn,
    code: content.code,
    checksum: content.checksum,
    template: content.template,
    at: content.at ?? {
      file: file.shownPath,
      line: 1,
      column: 1,
      ...(content.text === undefined ? {} : { text: content.text }),
    },
  };
}

/** One node for each `{% snapshot %}` block of a file. */
function snapshotNodes(context: ParseContext, file: ProjectFile): readonly NodeFile[] {
  const read = attempt(context.report, () => {
    const text = file.text();
    const { definitions } = parseTemplate(text, { file: file.shownPath }, { definitionsOnly: true });
    const checksum = sha256(text.trim());
    return definitions
      .filter((one) => one.kind === 'snapshot')
      .map((one) => snapshotNode(file, one, checksum, text));
  });
  return read ?? [];
}

function snapshotNode(
  file: ProjectFile,
  block: Definition,
  checksum: NodeFile['checksum'],
  text: string,
): NodeFile {
  const { line, column } = block.bodySpan;
  const template = parseTemplate(block.body, { file: file.shownPath, line, column, text });
  const content = { path: file.relativePath, code: block.body, checksum, template, at: block.span };
  return nodeFile('snapshot', block.tagName, file, content);
}

const LARGEST_HASHED_SEED = 1024 * 1024;

/** dbt hashes a byte order mark along. */
function seedText(file: ProjectFile): string {
  const [first, second, third] = readFileSync(file.absolutePath);
  const isMarked = first === 0xef && second === 0xbb && third === 0xbf;
  return isMarked ? `\ufeff${file.text().trimEnd()}` : file.text().trim();
}

/** The content of a seed is hashed only while it is small: a large file is known by its path. */
function seedNode(file: ProjectFile): NodeFile {
  const isLarge = statSync(file.absolutePath).size > LARGEST_HASHED_SEED;
  const checksum = isLarge ? { name: 'path', checksum: file.path } : sha256(seedText(file));
  return nodeFile('seed', nameOf(file), file, {
    path: file.relativePath,
    code: '',
    checksum,
    template: null,
  });
}

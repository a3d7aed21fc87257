import { YAMLException } from 'js-yaml';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Loaded } from './lenient.ts';
import { spanAt } from './text-span.ts';

/** What js-yaml could not read, in a plain sentence with its place (TD102); anything else it threw is passed on. */
export function syntaxError(loaded: Loaded, text: string, file: string): Diagnostic {
  const { thrown } = loaded;
  if (!(thrown instanceof YAMLException)) throw thrown;
  const marked = placeOf(thrown, loaded, text);
  const jinja = unquotedJinja(thrown.reason, text, marked);
  const offset = jinja ?? marked;
  const { message, help } = jinja === undefined ? explain(thrown.reason) : JINJA;
  const at = spanAt(text, file, offset);
  return {
    code: 'TD102',
    message: `${file} cannot be read as YAML: ${message}`,
    at,
    ...(help ? { help } : {}),
  };
}

function placeOf(error: YAMLException, { readable, firstMended }: Loaded, text: string): number {
  const mendedInVain = firstMended !== undefined && error.reason.startsWith('missed comma');
  if (mendedInVain || error.reason.startsWith('unexpected end')) return lineBefore(text, firstMended);
  const position = error.mark?.position;
  const offset = Math.min(
    position === undefined ? secondDocument(text) : readable.original(position),
    text.length,
  );
  if (!error.reason.startsWith('tab characters')) return offset;
  const lineStart = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const tab = text.indexOf('\t', lineStart);
  return tab < 0 ? offset : tab;
}

/** What is never closed was opened before the first line that is not indented as its parts are; else near the end. */
function lineBefore(text: string, line: number | undefined): number {
  const lines = text.trimEnd().split('\n').slice(0, line);
  while (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop();
  const indent = lines.at(-1)?.search(/\S/) ?? 0;
  return lines.slice(0, -1).join('\n').length + (lines.length > 1 ? 1 : 0) + Math.max(0, indent);
}

const secondDocument = (text: string): number => {
  const at = text.indexOf('\n---', 1);
  return at < 0 ? 0 : at + 1;
};

interface Explained {
  readonly message: string;
  readonly help?: string;
}

const JINJA: Explained = {
  message: 'a value that starts with {{ or {% must be quoted',
  help: 'write  key: "{{ ... }}"',
};

/** Where a `{{` stands that YAML took for a mapping: on the line of the error, or for a complex key somewhere below. */
function unquotedJinja(reason: string, text: string, marked: number): number | undefined {
  const lineStart = text.lastIndexOf('\n', marked - 1) + 1;
  const match = /(?:^|[:-][ \t])[ \t]*(\{[{%])/m.exec(text.slice(lineStart));
  if (match === null) return undefined;
  const at = lineStart + match.index + match[0].length - 2;
  const sameLine = !text.slice(marked, at).includes('\n');
  return sameLine || reason.includes('complex keys') ? at : undefined;
}

function explain(reason: string): Explained {
  return SENTENCES.find(([start]) => reason.startsWith(start))?.[1] ?? { message: reason };
}

const SENTENCES: readonly (readonly [start: string, explained: Explained])[] = [
  ['tab characters', { message: 'a tab is used for indentation', help: 'indent with spaces' }],
  [
    'bad indentation of a mapping',
    {
      message: 'this does not fit the key before it',
      help: 'check the indentation, or quote a value that holds ": "',
    },
  ],
  [
    'bad indentation of a sequence',
    { message: 'this item is not indented as the others', help: 'line the dashes up' },
  ],
  [
    'end of the stream or a document',
    {
      message: 'this line is not indented like the ones above',
      help: 'a file is one mapping or one list: check the indentation',
    },
  ],
  [
    'object-based map does not support complex keys',
    { message: 'a mapping stands where a name is expected', help: 'quote the value' },
  ],
  ['unexpected end of the stream within a double', { message: 'a double quote is never closed' }],
  ['unexpected end of the document within a double', { message: 'a double quote is never closed' }],
  ['unexpected end of the stream within a single', { message: 'a single quote is never closed' }],
  ['unexpected end of the document within a single', { message: 'a single quote is never closed' }],
  ['unexpected end of the stream within a flow', { message: 'a [ or { is never closed' }],
  ['missed comma', { message: 'a comma is missing between items, or a [ or { is never closed' }],
  ['can not read a block mapping entry', { message: 'a ":" is missing after the key' }],
  ["expected ':'", { message: 'a ":" is missing after the key' }],
  [
    'deficient indentation',
    { message: 'this line is indented less than its block', help: 'is a quote, [ or { above never closed?' },
  ],
  [
    'expected a single document',
    { message: 'the file holds more than one document', help: 'take the "---" out' },
  ],
  [
    'unidentified alias',
    { message: 'an alias names an anchor that is not there', help: 'quote a value that starts with "*"' },
  ],
  ['unknown scalar tag', { message: 'a tag is not known', help: 'quote a value that starts with "!"' }],
];

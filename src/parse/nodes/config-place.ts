import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { placeIn } from '../properties/properties.ts';
import type { Captured } from './capture.ts';
import type { NodeSource } from './node-base.ts';

/** An error about a config, at the place where that config is said: in the file itself, or in the properties. */
export function placedConfigError(
  source: NodeSource,
  captured: Captured,
  diagnostic: Diagnostic,
): Diagnostic {
  const key = /^config "([^"]+)"/.exec(diagnostic.message)?.[1] ?? '';
  return { node: source.id, ...diagnostic, at: placeOf(source, captured, key) };
}

function placeOf(source: NodeSource, captured: Captured, key: string): Span {
  const { patch, at } = source;
  const spellings = [key, key.replace('-', '_')];
  const inFile = spellings.find((one) => one in captured.call);
  if (inFile !== undefined) return placeInText(at, inFile) ?? at;
  const inPatch = spellings.find((one) => patch !== null && one in patch.config);
  if (patch === null || inPatch === undefined) return at;
  return inPatch in patch.entry.data
    ? placeIn(patch.entry, inPatch)
    : placeIn(patch.entry, 'config', inPatch);
}

/** Where a text first says `key=` after `config(`. */
function placeInText(at: Span, key: string): Span | undefined {
  const { text } = at;
  const call = text?.search(/config\s*\(/) ?? -1;
  if (text === undefined || call < 0) return undefined;
  const offset = text.slice(call).search(new RegExp(`\\b${key.replace('-', '[-_]')}['"]?\\s*[=:]`));
  if (offset < 0) return undefined;
  const before = text.slice(0, call + offset).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  return { file: at.file, line, column, endLine: line, endColumn: column + key.length, text };
}

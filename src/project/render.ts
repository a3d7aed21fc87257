import { failure, type Span, TsdbtError } from '../core/diagnostic.ts';
import { isPromise } from '../core/maybe-promise.ts';
import {
  mayHoldTemplate,
  PyFloat,
  parseTemplate,
  type Scope,
  toHost,
  Undefined,
  type Value,
} from '../template/index.ts';
import { isMapping, type YamlDocument, type YamlPath } from './yaml.ts';

/** How to render a part of a YAML document. */
export interface Rendering {
  readonly document: YamlDocument;
  readonly scope: Scope;
  /** Where the part stands in the document. */
  readonly at?: YamlPath;
  /** Parts to leave as they are written. */
  readonly skip?: (path: YamlPath) => boolean;
  /** What to do with a text that cannot be rendered: the text to keep, or undefined to fail. */
  readonly rescue?: (text: string, path: YamlPath) => string | undefined;
  /** A last change to what a text was rendered to. */
  readonly finish?: (value: unknown) => unknown;
}

/** Renders all texts with Jinja in a part of a document, natively: a text may become a number or a list. TD3xx and what the scope throws. */
export function renderPart(part: unknown, rendering: Rendering): unknown {
  return walk(part, rendering.at ?? [], rendering);
}

const DEEPEST = 200;

function walk(value: unknown, path: YamlPath, rendering: Rendering): unknown {
  if (path.length > DEEPEST)
    throw failure('TD102', `${rendering.document.file}: an anchor refers to itself`, {
      at: rendering.document.place(path.slice(0, 3)),
    });
  if (typeof value === 'string')
    return mayHoldTemplate(value) ? renderText(value, path, rendering) : plainText(value, path, rendering);
  if (Array.isArray(value)) return value.map((item: unknown, i) => walk(item, [...path, i], rendering));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key], rendering)]),
  );
}

/** What holds no template loses the line break at its end, too, as everything that is rendered. */
const plainText = (text: string, path: YamlPath, { skip }: Rendering): string =>
  text.endsWith('\n') && !skip?.(path) ? text.slice(0, -1) : text;

function renderText(text: string, path: YamlPath, rendering: Rendering): unknown {
  if (rendering.skip?.(path)) return text;
  try {
    const value = evaluate(text, path, rendering);
    return rendering.finish ? rendering.finish(value) : value;
  } catch (error) {
    const kept = error instanceof TsdbtError ? rendering.rescue?.(text, path) : undefined;
    if (kept === undefined) throw withPlace(error, rendering.document.place(path, 'value'));
    return kept;
  }
}

/** An error that does not say where it happened is about the text that was rendered. */
function withPlace(error: unknown, at: Span): unknown {
  if (!(error instanceof TsdbtError) || error.diagnostics.every((one) => one.at)) return error;
  return new TsdbtError(
    error.diagnostics.map((one) => ({ at, ...one })),
    { cause: error },
  );
}

function evaluate(text: string, path: YamlPath, { document, scope }: Rendering): unknown {
  const at = document.place(path, 'value');
  const template = parseTemplate(text, {
    file: document.file,
    line: at.line,
    column: at.column,
    text: document.text,
  });
  const value = template.renderNative(scope);
  if (isPromise(value)) throw failure('TD902', 'the project file cannot ask the warehouse', { at });
  if (value instanceof Undefined) throw failure('TD303', value.message, { at });
  return toData(value);
}

/** Python values as data of YAML: exact numbers are kept. */
const toData = (value: Value): unknown => (value instanceof PyFloat ? value : toHost(value));

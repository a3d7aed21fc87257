import type { Span } from '../../core/diagnostic.ts';
import { createCapture, type ParsedPart, parseScope } from '../../scope/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { PropertyEntry } from '../properties/properties.ts';
import { type Captured, fromCapture, NOTHING, render } from './capture.ts';
import { literalMention } from './foreign-keys.ts';
import type { Tools } from './tools.ts';

/** Whose line it is: what is described in YAML alone. */
export interface LineOwner {
  readonly entry: PropertyEntry;
  readonly id: string;
  readonly resourceType: string;
}

/** What one text of YAML such as `ref('a')` or `metric('b')` mentions; a template without its braces. */
export function captureLine(tools: Tools, owner: LineOwner, line: string, at: Span): Captured {
  const literal = literalMention(line);
  if (literal) {
    return {
      ...NOTHING,
      refs: literal.refs.map((ref) => ({ ...ref, at })),
      sources: literal.sources.map((one) => ({ ...one, at })),
    };
  }
  const { world, macros } = tools.context;
  const capture = createCapture();
  const origin = { file: at.file, line: at.line, column: Math.max(1, at.column - 3) };
  render(parseTemplate(`{{ ${line} }}`, origin), parseScope(world, macros, linePart(tools, owner), capture));
  return fromCapture(capture);
}

/** What a template sees of a resource that is described in YAML alone. */
export function linePart(tools: Tools, { entry, id, resourceType }: LineOwner): ParsedPart {
  const { target } = tools.context.world;
  const plain = {
    unique_id: id,
    name: entry.name,
    package_name: entry.file.packageName,
    resource_type: resourceType,
    original_file_path: entry.file.path,
    path: entry.file.relativePath,
  };
  const { database, schema } = target;
  return { ...plain, config: {}, database, schema, alias: entry.name, fields: plain };
}

import { failure, type Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import type { ExposureNode } from '../../manifest/index.ts';
import { createCapture, parseScope } from '../../scope/index.ts';
import { parseTemplate } from '../../template/index.ts';
import { finishConfig } from '../config/config-finish.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { objectOf, textOf, textsOf, unique } from '../context/data.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Draft } from '../nodes/built.ts';
import { type Captured, fromCapture, NOTHING, render } from '../nodes/capture.ts';
import { literalMention } from '../nodes/foreign-keys.ts';
import type { Tools } from '../nodes/tools.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';

/** An exposure before its refs are resolved. */
export interface BuiltExposure {
  readonly node: Draft<ExposureNode>;
  readonly captured: Captured;
  readonly at: Span;
  readonly shownPath: string;
}

/** Builds all exposures. */
export function buildExposures(tools: Tools, entries: readonly PropertyEntry[]): readonly BuiltExposure[] {
  return entries
    .filter((entry) => entry.section === 'exposures')
    .flatMap(
      (entry) =>
        attempt(tools.context.report, () => build(tools, entry), { at: placeIn(entry, 'name') }) ?? [],
    );
}

function build(tools: Tools, entry: PropertyEntry): BuiltExposure {
  const { data, file } = entry;
  const fqn = fqnOf(file.packageName, file.relativePath, entry.name);
  const request = {
    kind: 'exposure' as const,
    packageName: file.packageName,
    fqn,
    patch: objectOf(data.config),
    call: {},
  };
  const config = finishConfig('exposure', tools.configs.merged(request));
  const tags = unique([...textsOf(data.tags), ...config.tags]).toSorted();
  const meta = { ...objectOf(data.meta), ...config.meta };
  const id = nodeId(`exposure.${file.packageName}.${entry.name}`);
  const captured = captureDependencies(tools, entry, id);
  const node: ExposureNode = {
    name: entry.name,
    resource_type: 'exposure',
    package_name: file.packageName,
    path: file.relativePath,
    original_file_path: file.path,
    unique_id: id,
    fqn,
    type: String(data.type),
    owner: ownerOf(entry),
    description: textOf(data.description) ?? '',
    label: textOf(data.label),
    maturity: textOf(data.maturity),
    meta,
    tags,
    config: { ...config, tags, meta },
    unrendered_config: tools.configs.unrendered(request),
    url: textOf(data.url),
    depends_on: { macros: captured.macros, nodes: [] },
    refs: captured.refs.map(({ name, package: packageName, version }) => ({
      name,
      package: packageName,
      version,
    })),
    sources: captured.sources.map(({ source, table }) => [source, table] as const),
    metrics: captured.metrics,
    created_at: tools.context.createdAt,
  };
  return {
    node,
    captured,
    at: lazySpan(file.shownPath, () => placeIn(entry, 'name')),
    shownPath: file.shownPath,
  };
}

function ownerOf(entry: PropertyEntry): ExposureNode['owner'] {
  const { email = null, name = null, ...others } = objectOf(entry.data.owner);
  if (email === null && name === null) {
    const message = `Invalid exposures config given in ${entry.file.path}: Exposure owner must have at least one of 'name' or 'email'.`;
    throw failure('TD206', message, { at: placeIn(entry, 'owner') });
  }
  return { email, name, ...others };
}

/** What the lines of `depends_on` name. */
function captureDependencies(tools: Tools, entry: PropertyEntry, id: string): Captured {
  const lines = textsOf(entry.data.depends_on);
  const parts = lines.map((line, i) => captureLine(tools, entry, id, line, i));
  return {
    ...NOTHING,
    refs: parts.flatMap((one) => one.refs),
    sources: parts.flatMap((one) => one.sources),
    metrics: parts.flatMap((one) => one.metrics),
  };
}

function captureLine(tools: Tools, entry: PropertyEntry, id: string, line: string, index: number): Captured {
  const { shownPath } = entry.file;
  const at = lazySpan(shownPath, () => placeIn(entry, 'depends_on', index));
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
  const text = `{{ ${line} }}`;
  render(
    parseTemplate(text, { file: shownPath, line: at.line, column: Math.max(1, at.column - 3) }),
    parseScope(world, macros, partOf(tools, entry, id), capture),
  );
  return fromCapture(capture);
}

function partOf(tools: Tools, entry: PropertyEntry, id: string) {
  const { target } = tools.context.world;
  const plain = {
    unique_id: id,
    name: entry.name,
    package_name: entry.file.packageName,
    resource_type: 'exposure',
    original_file_path: entry.file.path,
    path: entry.file.relativePath,
  };
  return {
    ...plain,
    config: {},
    database: target.database,
    schema: target.schema,
    alias: entry.name,
    fields: plain,
  };
}

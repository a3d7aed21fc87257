import { type Diagnostic, failure, type Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import type { ExposureNode } from '../../manifest/index.ts';
import { finishConfig } from '../config/config-finish.ts';
import { attempt, lazySpan } from '../context/context.ts';
import { objectOf, textOf, textsOf, unique } from '../context/data.ts';
import { fqnOf } from '../files/node-files.ts';
import type { Draft } from '../nodes/built.ts';
import { type Captured, NOTHING } from '../nodes/capture.ts';
import { captureLine } from '../nodes/capture-line.ts';
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
  if (!/^\w+$/.test(entry.name)) tools.context.report(oddName(entry));
  const fqn = fqnOf(file.packageName, file.relativePath, entry.name);
  const request = {
    kind: 'exposure' as const,
    packageName: file.packageName,
    fqn,
    patch: objectOf(data.config),
    call: {},
  };
  const config = finishConfig('exposure', tools.configs.merged(request));
  const ofProject = tools.context.packages.get(file.packageName)?.configs.exposures ?? {};
  const tags = unique([...textsOf(ofProject.tags), ...textsOf(data.tags), ...config.tags]).toSorted();
  const meta = { ...objectOf(ofProject.meta), ...objectOf(data.meta), ...config.meta };
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

const oddName = (entry: PropertyEntry): Diagnostic => ({
  code: 'TD219',
  message: `Starting in v1.3, the 'name' of an exposure should contain only letters, numbers, and underscores. '${entry.name}' does not.`,
  at: placeIn(entry, 'name'),
  help: 'put the title for readers in label:',
  event: { name: 'ExposureNameDeprecation', data: { exposure: entry.name } },
});

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
  const owner = { entry, id, resourceType: 'exposure' };
  const parts = lines.map((line, i) => {
    const at = lazySpan(entry.file.shownPath, () => placeIn(entry, 'depends_on', i));
    return captureLine(tools, owner, line, at);
  });
  return {
    ...NOTHING,
    refs: parts.flatMap((one) => one.refs),
    sources: parts.flatMap((one) => one.sources),
    metrics: parts.flatMap((one) => one.metrics),
  };
}

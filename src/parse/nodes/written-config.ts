import type { JsonObject } from '../../core/json.ts';
import { configKeywords } from '../../template/index.ts';
import type { ConfigRequest } from '../config/config-merge.ts';
import type { MacroParseContext } from '../context/context.ts';
import { listOf, mappingOf, objectOf } from '../context/data.ts';
import { deepMerge, type NodePatch, versionOf } from '../properties/patch.ts';
import type { NodeSource } from './node-base.ts';

/**
 * What was said about a node's config as it is written, templates unrendered: what states are compared by under dbt's flag
 * state_modified_compare_more_unrendered_values. Without the flag, the request itself.
 */
export function asWritten(
  { world }: MacroParseContext,
  { patch, template, code }: NodeSource,
  request: ConfigRequest,
): ConfigRequest {
  if (world.flags.STATE_MODIFIED_COMPARE_MORE_UNRENDERED_VALUES !== true) return request;
  const isLiteral = template?.statics?.every(({ name }) => name !== 'var') ?? template === null;
  const call = isLiteral ? null : configKeywords(code);
  return {
    ...request,
    patch: patch === null ? request.patch : deepMerge(request.patch, writtenConfig(patch)),
    call: call === null || call.size === 0 ? request.call : Object.fromEntries(call),
  };
}

/** `config:` of an entry as it stands in the file; of a version, its own. */
function writtenConfig({ entry, version }: NodePatch): JsonObject {
  if (version === null) return objectOf(entry.written.config);
  const own = listOf(entry.written.versions)
    .map(mappingOf)
    .find(({ v }) => versionOf(v) === version);
  return objectOf(own?.config);
}

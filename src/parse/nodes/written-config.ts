import type { Json, JsonObject } from '../../core/json.ts';
import { configKeywords, type Template } from '../../template/index.ts';
import type { ConfigRequest } from '../config/config-merge.ts';
import type { MacroParseContext } from '../context/context.ts';
import { listOf, mappingOf, objectOf } from '../context/data.ts';
import { deepMerge, type NodePatch, versionOf } from '../properties/patch.ts';
import type { NodeSource } from './node-base.ts';

/** Tests that dbt does not render to parse them. */
const UNRENDERED = /^\{\{ test_(unique|not_null)\(/;

/**
 * What was said about a node's config as it is written, templates unrendered: what states are compared by under dbt's flag
 * state_modified_compare_more_unrendered_values. Without the flag, what the templates came to.
 */
export function asWritten(
  { world }: MacroParseContext,
  { type, patch, template, code }: NodeSource,
  request: ConfigRequest,
): ConfigRequest {
  if (world.flags.STATE_MODIFIED_COMPARE_MORE_UNRENDERED_VALUES !== true)
    return { ...request, call: withHookNames(request.call) };
  const isKept =
    template === null || UNRENDERED.test(code) || (type === 'model' && isLiteral(template, code, request));
  const call = isKept ? null : configKeywords(code);
  return {
    ...request,
    patch: patch === null || type === 'test' ? request.patch : deepMerge(request.patch, writtenConfig(patch)),
    call: call === null || call.size === 0 ? request.call : Object.fromEntries(call),
  };
}

/** Whether dbt reads a model without rendering it: then what its config() calls say is kept as it is. */
const isLiteral = (template: Template, code: string, { call }: ConfigRequest): boolean =>
  template.statics?.every(({ name }) => name !== 'var') === true &&
  !/\{\{-|-\}\}|\b(?:true|false|none|None)\b/.test(code) &&
  Object.entries(call).every(([key, value]) => !HOOK.test(key) && isPlain(value));

const HOOK = /^(?:pre|post)[-_]hook$/;

/** Texts and truth values, and lists and mappings of them. */
const isPlain = (value: Json): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isPlain)
    : typeof value === 'string' || typeof value === 'boolean';

/** Of a config() call the names of hooks are those of the config. */
function withHookNames(call: JsonObject): JsonObject {
  if (!('pre_hook' in call || 'post_hook' in call)) return call;
  return Object.fromEntries(
    Object.entries(call).map(([key, value]) => [HOOK.test(key) ? key.replace('_', '-') : key, value]),
  );
}

/** `config:` of an entry as it stands in the file; of a version, its own. */
function writtenConfig({ entry, version }: NodePatch): JsonObject {
  if (version === null) return objectOf(entry.written.config);
  const own = listOf(entry.written.versions)
    .map(mappingOf)
    .find(({ v }) => versionOf(v) === version);
  return objectOf(own?.config);
}

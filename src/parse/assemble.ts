import type { Span } from '../core/diagnostic.ts';
import type { MacroId, NodeId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { Manifest } from '../manifest/index.ts';
import type { Code } from '../scope/index.ts';
import type { Template } from '../template/index.ts';
import type { ParseContext } from './context/context.ts';
import { listOf, mappingOf, toJson, toJsonObject } from './context/data.ts';
import { fullDefinition } from './context/selector-definition.ts';
import { describeMacros } from './link/describe-all.ts';
import type { Linked } from './link/link.ts';
import type { Parts } from './link/parts.ts';
import { unitTestPlaces } from './unit-tests/places.ts';

/** Puts all parts together; nothing of the result is changed afterwards. */
export function assemble(context: ParseContext, parts: Parts, linked: Linked): Manifest {
  const { project, world } = context;
  return {
    projectName: project.name,
    adapterType: project.target.type,
    quoting: { ...world.quoting, column: null },
    nodes: mapValues(linked.nodes, ({ node }) => node),
    sources: mapValues(linked.sources, ({ node }) => node),
    exposures: mapValues(linked.exposures, ({ node }) => node),
    metrics: nodesById(linked.semantics.metrics),
    semanticModels: nodesById(linked.semantics.semanticModels),
    savedQueries: nodesById(linked.semantics.savedQueries),
    unitTests: mapValues(linked.unitTests, ({ node }) => node),
    groups: parts.groups,
    macros: describeMacros(linked.describer, parts.macroNodes),
    docs: parts.docs,
    disabled: linked.disabled,
    unresolved: linked.unresolved,
    selectors: selectorsOf(context),
    places: lazyPlaces(() => placesOf(parts, linked)),
    macroIndex: parts.context.macros.index,
  };
}

/** The parsed texts of macros and nodes. */
export const codeOf = (parts: Parts, linked: Linked): Code => ({
  definitions: parts.context.macros.definitions,
  templates: templatesOf(linked),
});

const mapValues = <K, V, R>(map: ReadonlyMap<K, V>, change: (value: V) => R): ReadonlyMap<K, R> =>
  new Map(Array.from(map, ([key, value]) => [key, change(value)] as const));

const nodesById = <N extends { readonly unique_id: NodeId }>(
  built: readonly { readonly node: N }[],
): ReadonlyMap<NodeId, N> => new Map(built.map(({ node }) => [node.unique_id, node] as const));

function templatesOf(linked: Linked): ReadonlyMap<NodeId, Template> {
  const templates = new Map<NodeId, Template>();
  for (const [id, { template }] of linked.nodes) if (template !== null) templates.set(id, template);
  return templates;
}

/** Places are put together when the first one is asked for: a project without problems needs none. */
function lazyPlaces(find: () => ReadonlyMap<string, Span>): Manifest['places'] {
  let found: ReadonlyMap<string, Span> | undefined;
  return {
    get: (key) => {
      found ??= find();
      return found.get(key);
    },
  };
}

function placesOf(parts: Parts, linked: Linked): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  for (const [id, { at, captured }] of [...linked.nodes, ...linked.exposures]) {
    places.set(id, at);
    for (const ref of captured.refs) if (ref.at) places.set(`${id}#ref:${ref.name}`, ref.at);
    for (const one of captured.sources)
      if (one.at) places.set(`${id}#source:${one.source}.${one.table}`, one.at);
  }
  for (const [id, { at }] of linked.sources) places.set(id, at);
  for (const { node, at } of Object.values(linked.semantics).flat()) places.set(node.unique_id, at);
  for (const test of linked.unitTests.values())
    for (const [key, at] of unitTestPlaces(test)) places.set(key, at);
  for (const [id, definition] of parts.context.macros.definitions) places.set(placeKey(id), definition.span);
  return places;
}

const placeKey = (id: MacroId): string => id;

/** selectors.yml by name, definitions written out. */
function selectorsOf(context: ParseContext): Manifest['selectors'] {
  const content = mappingOf(context.project.selectorsFile?.content);
  const selectors: { [name: string]: Json } = {};
  for (const one of listOf(content.selectors).map(mappingOf))
    selectors[String(one.name)] = {
      ...toJsonObject(one),
      definition: fullDefinition(toJson(one.definition), selectors),
    };
  return selectors;
}

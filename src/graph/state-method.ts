import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { didYouMean } from '../core/similar.ts';
import type { GraphNode, Manifest, ManifestNode, SavedManifest, SourceNode } from '../manifest/index.ts';
import type { SavedState, StateRules } from './saved-state.ts';
import {
  type Compared,
  sameBody,
  sameConfigOf,
  sameContent,
  sameDescriptions,
  sameRelation,
} from './state-content.ts';
import { contractRemoved, type Report, sameContract } from './state-contract.ts';
import { type MacroChanges, macroChanges } from './state-macros.ts';

/** What `state:` selects from. */
export interface StateSearch {
  readonly manifest: Manifest;
  readonly saved: SavedManifest;
  readonly rules: StateRules;
  readonly report: Report;
}

/** Whether a node is selected, given what it was before. */
type Check = (node: GraphNode, old: JsonObject | undefined, search: Search) => boolean;

interface Search extends StateSearch {
  readonly macros: MacroChanges;
}

/** The test that `state:modified` and its like stand for. Throws TD402 for a word it does not know, TD408. */
export function stateTest(value: string, given: StateSearch): (node: GraphNode) => boolean {
  const check = CHECKS.get(value);
  if (check === undefined) throw unknownState(value);
  const { manifest, saved, rules } = given;
  const search: Search = { ...given, macros: macroChanges(manifest, saved, rules.standardPackages) };
  if (LOOK_FOR_REMOVED.has(value)) tellRemoved(search);
  return (node) => check(node, saved.resources.get(node.unique_id), search);
}

const modified: Check = (node, old, search) => {
  const different = old === undefined ? isNewContent(node) : !sameContent(node, { ...search, old });
  return different || search.macros(node);
};

/** As in dbt, what is described in YAML alone is not modified when it is new. */
const isNewContent = (node: GraphNode): boolean => !DESCRIBED.has(node.resource_type);

const DESCRIBED: ReadonlySet<string> = new Set([
  'source',
  'exposure',
  'metric',
  'semantic_model',
  'saved_query',
]);

/** A part that only some kinds of resources have: new ones count as changed. */
const part =
  <N extends GraphNode>(
    has: (node: GraphNode) => node is N,
    same: (node: N, compared: Compared) => boolean,
  ): Check =>
  (node, old, search) =>
    has(node) && (old === undefined || !same(node, { ...search, old }));

const isNode = (node: GraphNode): node is ManifestNode => 'raw_code' in node;
const hasRelation = (node: GraphNode): node is ManifestNode | SourceNode =>
  isNode(node) || node.resource_type === 'source';
const hasConfig = (node: GraphNode): node is GraphNode => node.resource_type !== 'unit_test';

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['new', (_, old) => old === undefined],
  ['old', (_, old) => old !== undefined],
  ['modified', modified],
  ['unmodified', (node, old, search) => !modified(node, old, search)],
  ['modified.body', part(isNode, sameBody)],
  ['modified.configs', part(hasConfig, (node, { old }) => sameConfigOf(node, old))],
  ['modified.persisted_descriptions', part(isNode, (node, { old }) => sameDescriptions(node, old))],
  ['modified.relation', part(hasRelation, sameRelation)],
  ['modified.macros', (node, _, { macros }) => macros(node)],
  [
    'modified.contract',
    part(
      isNode,
      (node, { old, rules, report }) =>
        node.resource_type !== 'model' || sameContract(node, old, rules, report),
    ),
  ],
]);

const LOOK_FOR_REMOVED: ReadonlySet<string> = new Set(['modified', 'unmodified', 'modified.contract']);

/** Contracts of models that are gone or switched off: nothing to select, but worth telling. */
function tellRemoved({ manifest, saved, report }: Search): void {
  for (const [id, old] of saved.nodes) {
    if (old.resource_type !== 'model') continue;
    const key = id as NodeId; // it was one when it was written
    const disabled = manifest.disabled.get(key)?.find((node) => node.resource_type === 'model');
    if (disabled?.resource_type === 'model') contractRemoved(id, disabled, true, report);
    else if (!manifest.nodes.has(key)) contractRemoved(id, old, false, report);
  }
}

function unknownState(value: string): Error {
  const known = [...CHECKS.keys()];
  const help = didYouMean(value, known);
  const list = known.map((word) => `'${word}'`).join(', ');
  return failure(
    'TD402',
    `Got an invalid selector "${value}", expected one of "[${list}]"`,
    help ? { help } : {},
  );
}

/** The manifest to compare with. Throws TD704 when there is none. */
export function comparedManifest(state: SavedState | undefined): SavedManifest {
  const saved = state?.manifest();
  if (saved !== undefined) return saved;
  throw noState('Got a state selector method, but no comparison manifest');
}

/** TD704 for a selector that compares with what is not there. */
export const noState = (message: string, file = 'manifest.json'): Error =>
  failure('TD704', message, {
    help: `--state names a folder with the ${file} of another run`,
  } satisfies Partial<Diagnostic>);

import { posix } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { Json } from '../core/json.ts';
import type { GraphNode, Manifest } from '../manifest/index.ts';
import { fnmatch } from './fnmatch.ts';
import { matchesConfig } from './match-config.ts';
import { namedTest, sourceTest } from './match-dotted.ts';
import { matchesFqn } from './match-fqn.ts';
import { kindTest, testTypeTest, versionTest } from './match-kind.ts';
import { matchPath } from './match-path.ts';
import { resultTest, sourceStatusTest } from './match-saved.ts';
import type { SavedState, StateRules } from './saved-state.ts';
import type { Criterion } from './spec.ts';
import { comparedManifest, stateTest } from './state-method.ts';

/** What criteria are matched against. */
export interface Matching {
  readonly manifest: Manifest;
  readonly nodes: readonly GraphNode[];
  readonly state: SavedState | undefined;
  readonly rules: StateRules;
  /** Takes warnings. */
  readonly report: (diagnostic: Diagnostic) => void;
}

/** The nodes that a criterion names, without relatives. Throws TD402, TD408 or TD704. */
export function matchNodes(criterion: Criterion, matching: Matching): Set<NodeId> {
  const { nodes, manifest } = matching;
  if (criterion.method === 'path') return matchPath(nodes, String(criterion.value), manifest.projectName);
  const test = testOf(criterion, matching);
  const found = new Set<NodeId>();
  for (const node of nodes) if (test(node)) found.add(node.unique_id);
  return found;
}

type Test = (node: GraphNode) => boolean;

function testOf(criterion: Criterion, matching: Matching): Test {
  const value = String(criterion.value);
  switch (criterion.method) {
    case 'fqn':
      return (node) => node.resource_type !== 'source' && matchesFqn(node.fqn, value, isVersioned(node));
    case 'tag':
      return (node) => tagsOf(node).some((tag) => fnmatch(tag, value));
    case 'package':
      return packageTest(value, matching.manifest.projectName);
    case 'file':
      return (node) => matchesFile(node.original_file_path, value);
    case 'config':
      return (node) => isConfigurable(node) && matchesConfig(node.config, criterion.path, criterion.value);
    case 'group':
      return (node) => matchesText(groupOf(node), value);
    case 'access':
      return (node) => node.resource_type === 'model' && node.access === value;
    case 'source':
      return sourceTest(value);
    default:
      return kindOfTest(criterion.method, value) ?? savedTest(criterion.method, value, matching);
  }
}

function kindOfTest(method: Criterion['method'], value: string): Test | undefined {
  switch (method) {
    case 'resource_type':
      return kindTest(value);
    case 'test_name':
      return (node) => matchesText(testNameOf(node), value);
    case 'test_type':
      return testTypeTest(value);
    case 'version':
      return versionTest(value);
    case 'exposure':
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
    case 'unit_test':
      return namedTest(method, value);
    default:
      return undefined;
  }
}

/** Methods that compare with what was saved before. */
function savedTest(method: Criterion['method'], value: string, matching: Matching): Test {
  const { state, manifest, rules, report } = matching;
  if (method === 'result') return resultTest(value, state);
  if (method === 'source_status') return sourceStatusTest(value, state);
  return stateTest(value, { manifest, saved: comparedManifest(state), rules, report });
}

/** Tags stand beside the config, but for unit tests. */
const tagsOf = (node: GraphNode): readonly string[] =>
  (node.resource_type === 'unit_test' ? node.config.tags : node.tags) ?? [];

const isVersioned = (node: GraphNode): boolean => node.resource_type === 'model' && node.version !== null;

const packageTest = (value: string, projectName: string): Test => {
  const wanted = value === 'this' ? projectName : value;
  return (node) => fnmatch(node.package_name, wanted);
};

function matchesFile(path: string, value: string): boolean {
  const name = posix.basename(path.replaceAll('\\', '/'));
  return fnmatch(name, value) || fnmatch(posix.parse(name).name, value);
}

const CONFIGURABLE = new Set<GraphNode['resource_type']>([
  'model',
  'seed',
  'snapshot',
  'test',
  'analysis',
  'operation',
  'function',
  'source',
]);

const isConfigurable = (node: GraphNode): boolean => CONFIGURABLE.has(node.resource_type);

const matchesText = (text: Json | undefined, pattern: string): boolean =>
  typeof text === 'string' && text !== '' && fnmatch(text, pattern);

const groupOf = (node: GraphNode): Json | undefined =>
  node.resource_type === 'source' || node.resource_type === 'exposure' ? undefined : node.config.group;

function testNameOf(node: GraphNode): string | undefined {
  if (node.resource_type === 'unit_test') return node.name;
  return node.resource_type === 'test' ? node.test_metadata?.name : undefined;
}

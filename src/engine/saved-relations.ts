import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failure } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import { isMapping } from '../project/index.ts';
import type { SavedRelation } from '../run/index.ts';
import type { Engine } from './open.ts';

/** Where nodes stood when the manifest in the folder `state` was written. Throws TD704 when there is none that can be read. */
export function savedRelations(engine: Engine, state: string): ReadonlyMap<NodeId, SavedRelation> {
  const folder = resolve(engine.project.root, state);
  if (folder === resolve(engine.project.root, engine.project.targetPath)) warnOfSameFolder(engine, state);
  const nodes = nodesOf(folder, state);
  return new Map(Object.entries(nodes).flatMap(([id, node]) => relationOf(id, node)));
}

function warnOfSameFolder({ emit }: Engine, state: string): void {
  const message = `The state and target directories are the same: '${state}'. This could lead to missing changes due to overwritten state including non-idempotent retries.`;
  const help = 'copy the artifacts of the other run to a folder of their own';
  emit({ type: 'diagnostic', diagnostic: { code: 'TD705', message, help } });
}

function nodesOf(folder: string, shown: string): { readonly [id: string]: unknown } {
  const path = join(folder, 'manifest.json');
  const text = readIfThere(path);
  if (text === undefined)
    throw failure('TD704', `Could not find manifest in --state path: "${shown}"`, {
      help: 'name the folder that holds the manifest.json of another run',
    });
  const data: unknown = parsed(text, path);
  const nodes = isMapping(data) ? data.nodes : undefined;
  if (isMapping(nodes)) return nodes;
  throw failure('TD704', `${path} is no manifest of dbt or tsdbt`);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure('TD704', `${path} cannot be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

const REFABLE: ReadonlySet<unknown> = new Set(['model', 'seed', 'snapshot']);

function relationOf(id: string, node: unknown): [NodeId, SavedRelation][] {
  if (!isMapping(node) || !REFABLE.has(node.resource_type)) return [];
  const { database, schema, alias, config } = node;
  if (typeof schema !== 'string' || typeof alias !== 'string') return [];
  if (isMapping(config) && config.materialized === 'ephemeral') return [];
  return [
    [nodeId(id), { database: typeof database === 'string' ? database : null, schema, identifier: alias }],
  ];
}

import { failure } from '../core/diagnostic.ts';
import { type NodeId, nodeId } from '../core/ids.ts';
import type { JsonObject } from '../core/json.ts';
import { savedPart } from '../manifest/index.ts';
import type { Deferral, SavedRelation, World } from '../scope/index.ts';
import type { Engine } from './open.ts';
import { manifestIn } from './state.ts';

/** What --defer falls back on, from --defer-state or --state; undefined without --defer. Throws TD704 when there is no state. */
export function deferral(engine: Engine, { flags }: World): Deferral | undefined {
  if (flags.DEFER !== true) return undefined;
  const folder = flags.DEFER_STATE || flags.STATE;
  const relations = savedRelations(engine, typeof folder === 'string' ? folder : undefined);
  return { relations, favorState: flags.FAVOR_STATE === true };
}

/** Where nodes stood when the manifest in the folder `state` was written. Throws TD704 when there is none that can be read. */
export function savedRelations(
  engine: Engine,
  state: string | undefined,
): ReadonlyMap<NodeId, SavedRelation> {
  if (state === undefined || state === '')
    throw failure('TD704', '--state or --defer-state are required for deferral, but neither was provided', {
      help: '--state path/to/artifacts',
    });
  const saved = manifestIn(engine, state);
  if (saved === undefined)
    throw failure('TD704', `Could not find manifest in --state path: "${state}"`, {
      help: 'name the folder that holds the manifest.json of another run',
    });
  return new Map(Array.from(saved.nodes).flatMap(([id, node]) => relationOf(id, node)));
}

const REFERRED: ReadonlySet<unknown> = new Set(['model', 'seed', 'snapshot', 'function']);

function relationOf(id: string, node: JsonObject): [NodeId, SavedRelation][] {
  const { database, schema, alias, resource_type: type } = node;
  if (!REFERRED.has(type) || typeof schema !== 'string' || typeof alias !== 'string') return [];
  if (savedPart(node, 'config').materialized === 'ephemeral') return [];
  const relation = { database: typeof database === 'string' ? database : null, schema, identifier: alias };
  return [[nodeId(id), relation]];
}

import { failure } from '../core/diagnostic.ts';
import { findNode, type GraphNode } from '../manifest/index.ts';
import { parseAll } from './manifest.ts';
import type { Engine } from './open.ts';
import type { SelectOptions } from './options.ts';
import { selectNodes } from './selection.ts';
import { createWorld } from './world.ts';

/** Kinds of resources that build makes relations of. */
const MADE = ['model', 'seed', 'snapshot', 'test', 'function'];

/** So many nodes are named that go elsewhere. */
const NAMED = 3;

/** The schemas that a build would make, `own` or names that begin with it. Throws TD905 when a node goes elsewhere. */
export function schemasBelow(engine: Engine, asked: SelectOptions, own: string): readonly string[] {
  const world = createWorld(engine, 'build', asked);
  const parsed = parseAll(engine, world);
  const ids = selectNodes(engine, world, parsed, { ...asked, resourceTypes: MADE });
  const places = [...ids].flatMap((id) => placeOf(findNode(parsed.manifest, id)));
  const elsewhere = places.filter(({ schema }) => !schema.startsWith(own));
  if (elsewhere.length === 0) return [...new Set([own, ...places.map(({ schema }) => schema)])];
  const names = elsewhere.slice(0, NAMED).map(({ name, schema }) => `${name} in ${schema}`);
  const more = elsewhere.length > NAMED ? ` and ${elsewhere.length - NAMED} more` : '';
  throw failure('TD905', `these would not be built in a schema of their own: ${names.join(', ')}${more}`, {
    help: 'leave them out with --exclude, or name targets with databases of their own: --targets a,b',
  });
}

function placeOf(node: GraphNode | undefined): readonly { readonly name: string; readonly schema: string }[] {
  if (node === undefined || !('schema' in node) || typeof node.schema !== 'string') return [];
  return node.config?.materialized === 'ephemeral' ? [] : [{ name: node.name, schema: node.schema }];
}

import type { Relation } from '../../adapter/index.ts';
import { failure, type Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import { givenInput, inputPlace, type UnitTestInput } from '../../manifest/index.ts';
import { lookupOf } from '../../scope/index.ts';
import type { Parent, Scene } from './scene.ts';

/** An input of a unit test: what it stands for, and the CTE that does. */
export interface Input {
  readonly index: number;
  readonly given: UnitTestInput;
  readonly parent: Parent;
  readonly relation: Relation;
}

/** What the inputs of the test stand for. Throws TD222 for what the project does not have. */
export function inputsOf(scene: Scene, nameOf: (parent: Parent) => Relation): readonly Input[] {
  return scene.test.given.map((given, index) => {
    const parent = parentOf(scene, given, index);
    return { index, given, parent, relation: nameOf(parent) };
  });
}

function parentOf(scene: Scene, { input }: UnitTestInput, index: number): Parent {
  const named = givenInput(input);
  const lookup = lookupOf(scene.runtime.manifest);
  const from = scene.tested.package_name;
  if (named.kind === 'this') return scene.tested;
  if (named.kind === 'unknown') throw notAnInput(scene, input, index);
  const found =
    named.kind === 'ref' ? lookup.ref(named.ref, from) : lookup.source(named.source, named.table, from);
  if (found.kind === 'found') return found.node;
  const message = `Unit test '${scene.test.name}' had an input (${input}) which was not found in the manifest.`;
  const names = named.kind === 'ref' ? lookup.refNames() : lookup.sourceNames();
  const wanted = named.kind === 'ref' ? named.ref.name : `${named.source}.${named.table}`;
  const help = didYouMean(wanted, names);
  throw failure('TD222', message, { ...inputAt(scene, index), ...(help ? { help } : {}) });
}

function notAnInput(scene: Scene, input: string, index: number): Error {
  const message = `Unit test given inputs must be either a 'ref', 'source' or 'this' call. Got: '${input}'.`;
  const help = "write - input: ref('model'), source('source', 'table') or this";
  return failure('TD222', message, { ...inputAt(scene, index), help });
}

function inputAt({ runtime, test }: Scene, index: number): { at?: Span } {
  const at = runtime.manifest.places.get(inputPlace(test.unique_id, index));
  return at ? { at } : {};
}

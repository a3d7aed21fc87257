import type { Relation } from '../../adapter/index.ts';
import { PyObject } from '../../template/index.ts';

/** A relation as templates see it. */
export class RelationValue extends PyObject {
  readonly typeName = 'Relation';
  readonly relation: Relation;
  constructor(relation: Relation) {
    super();
    this.relation = relation;
  }
  str(): string {
    return this.relation.toString();
  }
}

/** Wraps a relation for templates. */
export const relationValue = (relation: Relation): RelationValue => new RelationValue(relation);

import { type Diagnostic, failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { ModelNode } from '../manifest/index.ts';
import { savedPart } from '../manifest/index.ts';
import { type BrokenModel, breakingChanges } from './breaking-changes.ts';
import type { StateRules } from './saved-state.ts';

/** Takes warnings. */
export type Report = (diagnostic: Diagnostic) => void;

/**
 * Whether a model's contract is what it was. A change that breaks it is a warning (TD408) for a model without versions;
 * for one with versions it is thrown.
 */
export function sameContract(model: ModelNode, old: JsonObject, rules: StateRules, report: Report): boolean {
  const before = savedPart(old, 'contract');
  if (before.enforced !== true) return !model.contract.enforced;
  if (model.contract.enforced && model.contract.checksum === before.checksum) return true;
  const changes = breakingChanges(model, old, rules);
  if (changes.length > 0) tell(model, changes, report);
  return false;
}

/** As sameContract, for a model that was there with a contract and is not any more. `disabled`: it is switched off. */
export function contractRemoved(
  id: string,
  old: BrokenModel & { readonly contract?: Json; readonly deprecation_date?: Json },
  disabled: boolean,
  report: Report,
): void {
  const contract = old.contract;
  const enforced = typeof contract === 'object' && contract !== null && 'enforced' in contract;
  if (!enforced || contract.enforced !== true || isPast(old.deprecation_date)) return;
  tell(old, [`Contracted model '${id}' was ${disabled ? 'disabled' : 'deleted or renamed'}.`], report);
}

const isPast = (date: Json | undefined): boolean =>
  typeof date === 'string' && new Date(date).getTime() < Date.now();

const SINCE = 'While comparing to previous project state, dbt detected a breaking change to';

function tell(model: BrokenModel, changes: readonly string[], report: Report): void {
  const reasons = changes.map((change) => `\n  - ${change}`).join('');
  const at = { file: String(model.original_file_path), line: 1, column: 1 };
  if ((model.version ?? null) !== null)
    throw failure('TD408', `Breaking change to contract\n${SINCE} an enforced contract.${reasons}`, {
      at,
      level: 'error',
      help: 'only add to the contract, or make a new version of the model',
    });
  const title = `Breaking change to contracted, unversioned model ${model.name} (${model.original_file_path})`;
  report({
    code: 'TD408',
    message: `${title}\n${SINCE} an unversioned model.${reasons}`,
    at,
    help: 'give the model versions, and change the contract in a new one',
  });
}

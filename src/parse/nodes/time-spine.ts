import { failure } from '../../core/diagnostic.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelNode } from '../../manifest/index.ts';
import { listOf, objectOf, textOf } from '../context/data.ts';

/** A time spine names columns that its model describes, the standard one with its granularity; TD206 otherwise. */
export function checkTimeSpine({ name, time_spine: spine, columns }: ModelNode): void {
  if (spine === null) return;
  const known = Object.values(columns);
  const got = (invalid: string): string =>
    `Got invalid column name '${invalid}' for model '${name}'. Valid names: [${known.map((one) => `'${one.name}'`).join(', ')}]`;
  const standard = String(spine.standard_granularity_column);
  const column = known.find((one) => one.name === standard);
  if (!column)
    throw failure(
      'TD206',
      `Time spine standard granularity column must be defined on the model. ${got(standard)}`,
    );
  if (!column.granularity)
    throw failure(
      'TD206',
      `Time spine standard granularity column must have a granularity defined. Please add one for column '${standard}' in model '${name}'.`,
      { help: 'granularity: day, beside the name of the column' },
    );
  const missing = listOf(spine.custom_granularities)
    .map((one) => columnOf(objectOf(one)))
    .find((custom) => !known.some((one) => one.name === custom));
  if (missing !== undefined)
    throw failure(
      'TD206',
      `Time spine custom granularity columns do not exist in the model. ${got(missing)}`,
    );
}

const columnOf = ({ name, column_name }: JsonObject): string => textOf(column_name) ?? String(name);

import type { ModelNode } from '../../manifest/index.ts';
import { WORDS } from '../semantic/words.ts';

/** The model that served as time spine before `time_spine:` could be said. */
export const OLD_TIME_SPINE = 'metricflow_time_spine';

const GRAINS: readonly string[] = WORDS.TimeGranularity;

/** The granularity of a model's time spine, where it says one. */
export function spineGrain(model: ModelNode): string | null {
  if (model.time_spine === null) return null;
  const { standard_granularity_column: name } = model.time_spine;
  return Object.values(model.columns).find((column) => column.name === name)?.granularity ?? null;
}

/** Whether there is a time spine by the day or finer, as semantic models need it. */
export const hasTimeSpine = (models: readonly ModelNode[]): boolean =>
  models.some((model) => {
    const grain = spineGrain(model)?.toLowerCase() ?? null;
    if (grain !== null && GRAINS.indexOf(grain) <= GRAINS.indexOf('day')) return true;
    return model.name === OLD_TIME_SPINE;
  });

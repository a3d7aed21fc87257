import type { Adapter } from '../adapter/index.ts';
import type { Target } from '../project/index.ts';
import type { World } from '../scope/index.ts';

/** What `{{ target }}` shows: the adapter's fields and the names that every target has; never secrets. */
export function shownTarget(target: Target, fields: ReturnType<Adapter['targetFields']>): World['target'] {
  const { name, type, threads, profileName } = target;
  return {
    ...fields,
    name,
    type,
    threads,
    profile_name: profileName,
    target_name: name,
    dbname: fields.database,
  };
}

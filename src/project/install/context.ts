import type { Emit } from '../../core/events.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Masker } from '../../core/secrets.ts';
import type { Env } from '../env.ts';

/** What installing needs to know and whom it tells. */
export interface InstallContext {
  /** Folder of the root project, absolute. */
  readonly root: string;
  readonly rootName: string;
  /** Where packages are installed, absolute. */
  readonly packagesPath: string;
  readonly env: Env;
  readonly vars: JsonObject;
  readonly masker: Masker;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** False: versions of packages that do not fit this version of dbt are taken as well. */
  readonly versionCheck: boolean;
  /** Folder for downloads; removed at the end. */
  readonly downloads: string;
}

/** Says a line of dbt's, under dbt's event name. */
export const say = (
  { emit }: Pick<InstallContext, 'emit'>,
  name: string,
  message: string,
  level: 'info' | 'debug' = 'info',
): void => emit({ type: 'note', level, name, message });

import { createHash } from 'node:crypto';
import type { PackageSpec } from '../package-spec.ts';
import { pythonJson } from './python-json.ts';

/** dbt's `sha1_hash` of a list of packages: tells whether the list is still the one that was locked. */
export const hashOfSpecs = (specs: readonly PackageSpec[]): string =>
  createHash('sha1')
    .update(
      specs
        .map((one) => pythonJson(one.record))
        .sort()
        .join('\n'),
    )
    .digest('hex');

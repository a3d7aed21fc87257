import type { Diagnostic, Span } from '../core/diagnostic.ts';
import { DBT_VERSION } from '../core/version.ts';
import { parseVersion, type Version } from './semver.ts';
import { areCompatible } from './version-range.ts';

/**
 * Holds `require-dbt-version` of a package against the version of dbt that tsdbt answers for.
 * Out: TD117 when it does not fit, or is no version range at all; else undefined.
 */
export function checkRequiredVersion(
  required: unknown,
  packageName: string,
  at: Span,
): Diagnostic | undefined {
  const list = requirementsOf(required);
  const bounds: Version[] = [];
  for (const text of list) {
    const bound = parseVersion(text);
    if (bound === undefined)
      return {
        code: 'TD117',
        message: `"${text}" is not a valid semantic version.`,
        at,
        help: 'require-dbt-version: ">=1.8.0"',
      };
    bounds.push(bound);
  }
  return fitsDbt(bounds) ? undefined : misfit(list, packageName, at);
}

/** Versions as they are written: a text with commas, or a list. */
export function requirementsOf(required: unknown): readonly string[] {
  if (typeof required === 'string') return required.split(',');
  return Array.isArray(required) ? required.map(String) : [];
}

/** Whether the version of dbt that tsdbt answers for lies within all bounds. */
export function fitsDbt(bounds: readonly Version[]): boolean {
  const installed = parseVersion(DBT_VERSION);
  return installed === undefined || areCompatible([installed, ...bounds]);
}

function misfit(list: readonly string[], packageName: string, at: Span): Diagnostic {
  const message = [
    `This version of dbt is not supported with the '${packageName}' package.`,
    `  Installed version of dbt: =${DBT_VERSION}`,
    `  Required version of dbt for '${packageName}': [${list.map((one) => `'${one.trim()}'`).join(', ')}]`,
  ].join('\n');
  return { code: 'TD117', message, at, help: '--no-version-check runs it all the same' };
}

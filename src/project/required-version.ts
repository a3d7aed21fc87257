import type { Span } from '../core/diagnostic.ts';
import { type Diagnostic, failure } from '../core/diagnostic.ts';
import { DBT_VERSION } from '../core/version.ts';

interface Version {
  readonly numbers: readonly number[];
  readonly prerelease: string;
}

interface Bound extends Version {
  readonly operator: '>=' | '>' | '<' | '<=' | '=';
}

/**
 * Holds `require-dbt-version` of a package against the version of dbt that tsdbt answers for.
 * Out: TD117 when it does not fit, or is no version range at all; else undefined.
 */
export function checkRequiredVersion(
  required: unknown,
  packageName: string,
  at: Span,
): Diagnostic | undefined {
  const list =
    typeof required === 'string' ? required.split(',') : Array.isArray(required) ? required.map(String) : [];
  const bounds: Bound[] = [];
  for (const text of list) {
    const bound = parseBound(text);
    if (bound === undefined)
      return {
        code: 'TD117',
        message: `"${text}" is not a valid semantic version.`,
        at,
        help: 'require-dbt-version: ">=1.8.0"',
      };
    bounds.push(bound);
  }
  const installed = parseBound(DBT_VERSION);
  if (installed === undefined || bounds.every((bound) => holds(installed, bound))) return undefined;
  return misfit(list, packageName, at);
}

function misfit(list: readonly string[], packageName: string, at: Span): Diagnostic {
  const message = [
    `This version of dbt is not supported with the '${packageName}' package.`,
    `  Installed version of dbt: =${DBT_VERSION}`,
    `  Required version of dbt for '${packageName}': [${list.map((one) => `'${one.trim()}'`).join(', ')}]`,
  ].join('\n');
  return failure('TD117', message, { at, help: '--no-version-check runs it all the same' }).first;
}

const PATTERN =
  /^\s*(>=|<=|>|<|=)?\s*(\d+)\.(\d+)\.(\d+)(?:-?((?:a|b|rc|alpha|beta|dev)?[0-9A-Za-z.-]*))?(?:\+[0-9A-Za-z.-]+)?\s*$/;

function parseBound(text: string): Bound | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, operator = '=', major, minor, patch, prerelease = ''] = match;
  const numbers = [major, minor, patch].map(Number);
  return { operator: OPERATORS.find((one) => one === operator) ?? '=', numbers, prerelease };
}

const OPERATORS = ['>=', '>', '<', '<=', '='] as const;

function holds(version: Version, bound: Bound): boolean {
  const order = compare(version, bound);
  switch (bound.operator) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '=':
      return order === 0;
  }
}

/** A version before its release (`1.0.0-rc1`) comes before the release. */
function compare(a: Version, b: Version): number {
  for (const i of [0, 1, 2]) {
    const order = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (order !== 0) return order;
  }
  if (a.prerelease === b.prerelease) return 0;
  if (a.prerelease === '' || b.prerelease === '') return a.prerelease === '' ? 1 : -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}

import { adapterNames, DBT_VERSION, TSDBT_VERSION } from '../engine/version.ts';

/** What `tsdbt --version` prints; the lines below the first are as tools that read dbt's expect them. */
export function versionText(): string {
  const plugins = adapterNames().map((name) => `  - ${name}: ${TSDBT_VERSION}`);
  return [
    `tsdbt ${TSDBT_VERSION}`,
    '',
    'Core:',
    `  - installed: ${DBT_VERSION}`,
    '',
    'Plugins:',
    ...plugins,
    '',
  ].join('\n');
}

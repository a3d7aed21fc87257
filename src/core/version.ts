/** What `dbt_version` says in templates and artifacts, and what `require-dbt-version` is measured against. */
export const DBT_VERSION = '1.11.16';

/** The version of tsdbt itself; the same as in package.json. */
export const TSDBT_VERSION = '0.1.0';

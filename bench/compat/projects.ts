/** Public projects that tsdbt and dbt are compared on. Nothing of them is kept in this repository. */

/** A project on GitHub, and what it takes to work on DuckDB. */
export interface PublicProject {
  /** owner/name, or owner/name@revision. */
  readonly repo: string;
  /** Folder of the project file inside of it. */
  readonly folder?: string;
  /** The same for packages; `self` is the repository the project is part of. */
  readonly packages?: readonly string[];
  /** What both do. */
  readonly does: 'build' | 'compile' | 'parse';
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly exclude?: readonly string[];
  /** Variables that the project asks for. */
  readonly env?: Readonly<Record<string, string>>;
  /** Commands of dbt that both sides need to have been run before, in the same database. */
  readonly before?: readonly string[];
  readonly schema?: string;
}

const UTILS = 'dbt-labs/dbt-utils@1.3.3';
const FIVETRAN = ['self', 'fivetran/dbt_fivetran_utils@v0.4.9', 'dbt-labs/spark-utils@0.3.3', UTILS];
const DATE = 'godatadriven/dbt-date@0.10.1';
const EXPECTATIONS = 'metaplane/dbt-expectations';

/** Their sources are seeds in the schema of the target. */
const fivetran = (name: string, schema: string, revision = ''): PublicProject => ({
  repo: `fivetran/${name}${revision}`,
  folder: 'integration_tests',
  packages: FIVETRAN,
  does: 'build',
  before: ['seed'],
  schema,
});

/** In the order of the table in docs/compatibility.md. */
export const PROJECTS: Readonly<Record<string, PublicProject>> = {
  'dbt-utils': { repo: 'dbt-labs/dbt-utils', folder: 'integration_tests', packages: ['self'], does: 'build' },
  'dbt-expectations': {
    repo: EXPECTATIONS,
    folder: 'integration_tests',
    packages: ['self', DATE],
    does: 'build',
  },
  'dbt-date': {
    repo: 'godatadriven/dbt-date',
    folder: 'integration_tests',
    packages: ['self'],
    does: 'build',
  },
  'dbt-date (calogica)': {
    repo: 'calogica/dbt-date',
    folder: 'integration_tests',
    packages: ['self'],
    does: 'build',
  },
  'dbt-expectations (calogica)': {
    repo: 'calogica/dbt-expectations',
    folder: 'integration_tests',
    packages: ['self', 'calogica/dbt-date@0.9.2'],
    does: 'build',
  },
  'dbt-codegen': {
    repo: 'dbt-labs/dbt-codegen',
    folder: 'integration_tests',
    packages: ['self', UTILS],
    does: 'build',
  },
  'dbt-audit-helper': {
    repo: 'dbt-labs/dbt-audit-helper',
    folder: 'integration_tests',
    packages: ['self', UTILS],
    does: 'build',
  },
  jaffle_shop_duckdb: { repo: 'dbt-labs/jaffle_shop_duckdb', does: 'build' },
  'jaffle-shop': {
    repo: 'dbt-labs/jaffle-shop',
    packages: [UTILS, 'godatadriven/dbt-date@0.17.1', 'dbt-labs/dbt-audit-helper'],
    does: 'compile',
  },
  'metricflow tutorial': {
    repo: 'dbt-labs/metricflow',
    folder: 'dbt-metricflow/dbt_metricflow/cli/mf_tutorial_project',
    does: 'build',
  },
  'jaffle-shop-classic': { repo: 'dbt-labs/jaffle-shop-classic', does: 'build' },
  'jaffle-sl-template': {
    repo: 'dbt-labs/jaffle-sl-template',
    packages: ['dbt-labs/dbt-utils@1.3.0', 'calogica/dbt-date@0.8.1'],
    does: 'compile',
  },
  'mrr-playbook': { repo: 'dbt-labs/mrr-playbook', packages: ['dbt-labs/dbt-utils@0.8.4'], does: 'compile' },
  'attribution-playbook': { repo: 'dbt-labs/attribution-playbook', packages: [UTILS], does: 'compile' },
  'nba-monte-carlo': {
    repo: 'matsonj/nba-monte-carlo',
    folder: 'transform',
    packages: [UTILS],
    does: 'compile',
  },
  octocatalog: { repo: 'gwenwindflower/octocatalog', packages: [UTILS], does: 'compile' },
  'dbt-project-evaluator': {
    repo: 'dbt-labs/dbt-project-evaluator',
    folder: 'integration_tests',
    packages: ['self', 'self:integration_tests/exclude_package', UTILS],
    does: 'compile',
  },
  'dbt-unit-testing': {
    repo: 'EqualExperts/dbt-unit-testing',
    folder: 'integration-tests',
    packages: ['self', 'self:integration-tests-sub-package', UTILS],
    does: 'compile',
  },
  dbt_artifacts: {
    repo: 'brooklyn-data/dbt_artifacts',
    folder: 'integration_test_project',
    packages: ['self'],
    does: 'compile',
  },
  'dbt-profiler': {
    repo: 'data-mie/dbt-profiler',
    folder: 'integration_tests',
    packages: ['self', UTILS, EXPECTATIONS, DATE],
    does: 'build',
  },
  'dbt-external-tables': {
    repo: 'dbt-labs/dbt-external-tables',
    folder: 'integration_tests',
    packages: ['self', UTILS],
    does: 'compile',
  },
  'dbt-data-reliability': {
    repo: 'elementary-data/dbt-data-reliability',
    folder: 'integration_tests/dbt_project',
    packages: ['self', UTILS],
    does: 'compile',
  },
  dbt_github: fivetran('dbt_github', 'github_integration_tests_1'),
  dbt_hubspot: fivetran('dbt_hubspot', 'hubspot_integration_tests_66', '@v1.2.0'),
  dbt_salesforce: fivetran('dbt_salesforce', 'salesforce_integrations_tests_4'),
  dbt_shopify: fivetran('dbt_shopify', 'shopify_integration_tests'),
  dbt_stripe: fivetran('dbt_stripe', 'stripe_integrations_tests', '@v1.4.0'),
  dbt_zendesk: fivetran('dbt_zendesk', 'zendesk_integration_tests_63', '@v1.6.0'),
  'dbt-snowplow-utils': {
    repo: 'snowplow/dbt-snowplow-utils',
    folder: 'integration_tests',
    packages: ['self', UTILS, 'yu-iskw/dbt-unittest'],
    does: 'parse',
  },
  'dbt-snowplow-unified': {
    repo: 'snowplow/dbt-snowplow-unified',
    folder: 'integration_tests',
    packages: ['self', 'snowplow/dbt-snowplow-utils', UTILS],
    does: 'parse',
  },
  'dbt-snowplow-web': {
    repo: 'snowplow/dbt-snowplow-web',
    folder: 'integration_tests',
    packages: ['self', 'snowplow/dbt-snowplow-utils@0.15.2', UTILS],
    does: 'parse',
  },
  'dbt-ga4': {
    repo: 'Velir/dbt-ga4',
    packages: [UTILS],
    vars: { source_project: 'p', property_ids: [1], start_date: '20210101', static_incremental_days: 3 },
    does: 'compile',
  },
  'dbt-snowflake-monitoring': {
    repo: 'get-select/dbt-snowflake-monitoring',
    packages: [UTILS, 'get-select/dbt-snowflake-query-tags'],
    does: 'compile',
  },
  'dbt-event-logging': {
    repo: 'dbt-labs/dbt-event-logging',
    folder: 'integration_tests',
    packages: ['self', UTILS],
    does: 'compile',
  },
  tuva: {
    repo: 'tuva-health/tuva',
    folder: 'integration_tests',
    packages: ['self', UTILS, EXPECTATIONS, DATE, 'elementary-data/dbt-data-reliability'],
    does: 'parse',
  },
  'mattermost-analytics': {
    repo: 'mattermost/mattermost-data-warehouse',
    folder: 'transform/mattermost-analytics',
    packages: [
      UTILS,
      'dbt-labs/dbt-codegen',
      'dbt-labs/dbt-project-evaluator@v1.0.0',
      'get-select/dbt-snowflake-query-tags',
    ],
    does: 'compile',
  },
  'mattermost snowflake-dbt': {
    repo: 'mattermost/mattermost-data-warehouse',
    folder: 'transform/snowflake-dbt',
    packages: ['dbt-labs/dbt-utils@0.8.4', 'dbt-labs/dbt-codegen@0.9.0'],
    does: 'compile',
  },
  'cal-itp data-infra': {
    repo: 'cal-itp/data-infra',
    folder: 'warehouse',
    packages: [UTILS, EXPECTATIONS, DATE],
    does: 'parse',
  },
  'mitodl ol-data-platform': {
    repo: 'mitodl/ol-data-platform',
    folder: 'src/ol_dbt',
    packages: [
      UTILS,
      EXPECTATIONS,
      DATE,
      'dbt-labs/dbt-codegen',
      'starburstdata/dbt-trino-utils',
      'dbt-labs/dbt-audit-helper',
    ],
    does: 'parse',
  },
  'gnosis dbt-cerebro': {
    env: { CEREBRO_PII_SALT: 'x' },
    repo: 'gnosischain/dbt-cerebro',
    packages: [UTILS, 'elementary-data/dbt-data-reliability'],
    does: 'parse',
  },
  'dagster-open-platform': {
    repo: 'dagster-io/dagster-open-platform',
    folder: 'dagster_open_platform_dbt',
    packages: [UTILS],
    does: 'compile',
  },
  'spellbook solana': {
    repo: 'duneanalytics/spellbook',
    folder: 'dbt_subprojects/solana',
    packages: ['dbt-labs/dbt-utils@1.3.0'],
    does: 'compile',
  },
  'spellbook hourly': {
    repo: 'duneanalytics/spellbook',
    folder: 'dbt_subprojects/hourly_spellbook',
    packages: ['dbt-labs/dbt-utils@1.3.0'],
    does: 'compile',
  },
};

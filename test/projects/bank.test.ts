import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { committedFiles } from '../support/committed.ts';
import { project, type Ran, type TestProject } from '../support/project.ts';

const PARTS = ['project.yml', 'models', 'macros/bank', 'test/bank'];

const REPORTS = [
  'balances_by_day',
  'collections_by_due_month',
  'customer_onboarding',
  'deposits_by_holder',
  'disbursals_and_payments',
  'loan_portfolio',
  'overdue_aging',
  'risk_by_collateral',
  'status_changes',
  'trial_balance',
];

const INCREMENTAL = [
  'int_credit_facility_daily_balances',
  'int_deposit_account_daily_balances',
  'int_ledger_entries',
  'int_status_changes',
];

let bank: TestProject;
let built: Ran;

beforeAll(async () => {
  bank = await project(committedFiles('.', PARTS));
  built = await bank.build();
});
afterAll(() => bank.remove());

/** A hash over all rows of a table, whatever their order. */
const content = async (table: string): Promise<unknown> =>
  (await bank.query(`select count(*), bit_xor(hash(t)) from ${table} as t`))[0];

describe('the reference bank', () => {
  test('every node passes', () => {
    const kinds = new Set(built.results.map(({ status }) => status));
    expect(bank.problems).toEqual([]);
    expect(built.exitCode).toBe(0);
    expect([...kinds].sort()).toEqual(['no-op', 'pass', 'success']);
    expect(built.results.filter(({ id }) => id.startsWith('test.')).length).toBeGreaterThan(500);
  });

  test.each(REPORTS)('%s holds rows', async (report) => {
    const [[rows] = []] = await bank.query(`select count(*) from main_reports.${report}`);
    expect(rows).toBeGreaterThan(0);
  });

  test('what was disbursed is what the events say', async () => {
    const [[fromEvents] = []] = await bank.query(`
      select sum(cast(json_extract(event, '$.amount_cents') as bigint)) / 100
      from main_seeds.disbursal_events
      where event_type = 'initiated'
        and id in (select id from main_seeds.disbursal_events where event_type = 'settled')`);
    const [[reported] = []] = await bank.query(
      'select cast(sum(disbursed_amount) as double) from main_reports.disbursals_and_payments',
    );
    expect(Number(fromEvents)).toBeGreaterThan(0);
    expect(reported).toEqual(fromEvents);
  });

  test('the compiled SQL is under target/, and DuckDB answers it with the rows of the table', async () => {
    const sql = bank.read('target/compiled/bank/models/reports/loan_portfolio.sql');
    expect(sql).not.toMatch(/\{\{|\{%/);
    const [[difference] = []] = await bank.query(
      `select count(*) from ((${sql}) except all select * from main_reports.loan_portfolio)`,
    );
    expect(difference).toBe(0);
    expect(bank.exists('target/run/bank/models/reports/loan_portfolio.sql')).toBe(true);
  });

  test('a second run of the incremental models changes nothing', async () => {
    const tables = INCREMENTAL.map((name) => `main_intermediate.${name}`);
    const before = await Promise.all(tables.map(content));
    const again = await bank.run({ select: ['config.materialized:incremental'] });
    expect(Object.keys(again.statuses).sort()).toEqual(INCREMENTAL);
    expect(new Set(Object.values(again.statuses))).toEqual(new Set(['success']));
    const merged = bank.read('target/compiled/bank/models/intermediate/int_ledger_entries.sql');
    expect(merged).toContain('"int_ledger_entries"'); // it reads itself: no first build
    expect(await Promise.all(tables.map(content))).toEqual(before);
  });

  test('what was built passes its tests once more', async () => {
    const tested = await bank.test();
    expect(tested.exitCode).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { committedFiles } from '../support/committed.ts';
import { project, type Ran, type TestProject } from '../support/project.ts';

let bank: TestProject;
let built: Ran;

beforeAll(async () => {
  bank = await project(committedFiles('test/fixtures/pkdd99'));
  built = await bank.build();
});
afterAll(() => bank.remove());

/** The rows of a CSV file as its text has them: no field of these files is quoted. */
function csv(name: string): Record<string, string>[] {
  const [head = '', ...lines] = bank.read(`seeds/${name}.csv`).trimEnd().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

const typesOf = async (table: string): Promise<Record<string, unknown>> =>
  Object.fromEntries((await bank.query(`describe ${table}`)).map(([name, type]) => [String(name), type]));

/** What the letters of the files mean. */
const STATUSES: Readonly<Record<string, string>> = {
  A: 'repaid',
  B: 'ended unpaid',
  C: 'performing',
  D: 'in arrears',
};

describe('a project over the bank of PKDD 1999', () => {
  test('every node passes', () => {
    expect(bank.problems).toEqual([]);
    expect(built.exitCode).toBe(0);
    expect(built.results.filter(({ id }) => id.startsWith('test.')).length).toBeGreaterThan(90);
  });

  test('all seven files are loaded, row by row', async () => {
    const rows: Record<string, unknown> = {};
    const names = ['account', 'card', 'client', 'disp', 'district', 'loan', 'order'];
    for (const name of names)
      rows[name] = (await bank.query(`select count(*) from main_raw."${name}"`))[0]?.[0];
    expect(rows).toEqual({
      account: 4500,
      card: 892,
      client: 5369,
      disp: 5369,
      district: 77,
      loan: 682,
      order: 6471,
    });
    expect(rows).toEqual(Object.fromEntries(names.map((name) => [name, csv(name).length])));
  });

  test('staging columns have types', async () => {
    expect(await typesOf('main_staging.stg_loans')).toEqual({
      loan_id: 'INTEGER',
      account_id: 'INTEGER',
      granted_on: 'DATE',
      principal: 'DECIMAL(18,2)',
      term_months: 'INTEGER',
      instalment: 'DECIMAL(18,2)',
      status: 'VARCHAR',
    });
    expect(await typesOf('main_staging.stg_clients')).toMatchObject({ sex: 'VARCHAR', birth_date: 'DATE' });
    expect(await typesOf('main_staging.stg_accounts')).toMatchObject({ opened_on: 'DATE' });
    expect(await typesOf('main_staging.stg_districts')).toMatchObject({
      unemployment_percent_1995: 'DECIMAL(5,2)',
      crimes_1995: 'INTEGER',
    });
  });

  test('dates are read from yymmdd', async () => {
    const expected = csv('loan').map((loan) => {
      const [yy, mm, dd] = (loan.date ?? '').match(/../g) ?? [];
      return [Number(loan.loan_id), `19${yy}-${mm}-${dd}`];
    });
    const found = await bank.query(
      'select loan_id, cast(granted_on as varchar) from main_staging.stg_loans order by loan_id',
    );
    expect(found).toEqual(expected.sort(([a], [b]) => Number(a) - Number(b)));
  });

  test('sex and birth date are read from the birth number', async () => {
    const expected = csv('client').map(({ client_id, birth_number = '' }) => {
      const month = Number(birth_number.slice(2, 4));
      const own = String(month > 50 ? month - 50 : month).padStart(2, '0');
      const date = `19${birth_number.slice(0, 2)}-${own}-${birth_number.slice(4, 6)}`;
      return [Number(client_id), month > 50 ? 'female' : 'male', date];
    });
    const found = await bank.query(
      'select client_id, sex, cast(birth_date as varchar) from main_staging.stg_clients order by client_id',
    );
    expect(found).toEqual(expected.sort(([a], [b]) => Number(a) - Number(b)));
    expect(found.filter(([, sex]) => sex === 'female')).toHaveLength(2645);
  });

  test('what is not known is null, not a question mark', async () => {
    const unknown = csv('district').filter(({ A12 }) => A12 === '?');
    const [[nulls] = []] = await bank.query(
      'select count(*) filter (unemployment_percent_1995 is null) from main_staging.stg_districts',
    );
    expect(nulls).toBe(unknown.length);
    expect(nulls).toBe(1);
  });

  test('the portfolio by status has the figures that are known of this data', async () => {
    const found = await bank.query(
      'select status, cast(sum(loans) as integer) from main_portfolio.loan_portfolio group by status order by status',
    );
    expect(found).toEqual([
      ['ended unpaid', 31],
      ['in arrears', 45],
      ['performing', 403],
      ['repaid', 203],
    ]);
    const [[lent] = []] = await bank.query(
      'select cast(sum(principal) as double) from main_portfolio.loan_portfolio',
    );
    expect(lent).toBe(103_261_740);
  });

  test('the portfolio by district and status is what the files add up to', async () => {
    const districts = new Map(csv('account').map((account) => [account.account_id, account.district_id]));
    const expected = new Map<string, { loans: number; principal: number }>();
    for (const loan of csv('loan')) {
      const key = `${districts.get(loan.account_id)} ${STATUSES[loan.status ?? '']}`;
      const { loans, principal } = expected.get(key) ?? { loans: 0, principal: 0 };
      expected.set(key, { loans: loans + 1, principal: principal + Number(loan.amount) });
    }
    const rows = await bank.query(
      'select district_id, status, loans, cast(principal as double) from main_portfolio.loan_portfolio',
    );
    const found = rows.map(
      ([district, status, loans, principal]) => [`${district} ${status}`, { loans, principal }] as const,
    );
    expect(new Map(found)).toEqual(expected);
    expect(rows.length).toBe(expected.size);
  });
});

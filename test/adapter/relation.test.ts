import { expect, test } from 'vitest';
import { Relation } from '../../src/adapter/index.ts';

const users = Relation.create({
  path: { database: 'bank', schema: 'main', identifier: 'users' },
  type: 'table',
});

test('renders the parts that are there, quoted as the policy says', () => {
  expect(String(users)).toBe('"bank"."main"."users"');
  expect(String(users.quote({ database: false, identifier: false }))).toBe('bank."main".users');
  expect(String(users.include({ database: false }))).toBe('"main"."users"');
  expect(String(users.incorporate({ path: { database: null }, quoteCharacter: '`' }))).toBe('`main`.`users`');
  expect(String(users.withoutIdentifier())).toBe('"bank"."main"');
});

test('is a value: every change makes another', () => {
  const view = users.incorporate({ path: { identifier: 'v' }, type: 'view' });
  expect([users.identifier, view.identifier, view.schema, users.is('table'), view.is('view')]).toEqual([
    'users',
    'v',
    'main',
    true,
    true,
  ]);
  expect(view.equals(users)).toBe(false);
  expect(view.incorporate({ path: { identifier: 'users' }, type: 'table' }).equals(users)).toBe(true);
});

test('an information schema belongs to the database', () => {
  expect(String(users.informationSchema())).toBe('"bank".INFORMATION_SCHEMA');
  expect(String(users.informationSchema('TABLES'))).toBe('"bank".INFORMATION_SCHEMA.TABLES');
});

test('limits and event time make a subquery, with an alias where the warehouse needs one', () => {
  const filter = { fieldName: 'at', start: '2024-01-01', end: '2024-01-02' };
  expect(String(users.incorporate({ limit: 0 }))).toBe(
    '(select * from "bank"."main"."users" where false limit 0) _dbt_limit_subq_users',
  );
  const bare = users.incorporate({ requireAlias: false, limit: 5, eventTimeFilter: filter });
  expect(String(bare)).toBe(
    `(select * from (select * from "bank"."main"."users" limit 5) where at >= '2024-01-01' and at < '2024-01-02')`,
  );
  expect(bare.render()).toBe('"bank"."main"."users"');
});

test('ephemeral models are unquoted CTEs, external ones their text', () => {
  expect(String(Relation.ephemeral('stg_users'))).toBe('__dbt__cte__stg_users');
  expect(String(users.incorporate({ external: "read_csv('a.csv')" }))).toBe("read_csv('a.csv')");
});

test('matches by exact name; a name of our own also in another case', () => {
  expect(users.matches({ database: 'bank', identifier: 'users' })).toBe(true);
  expect(users.matches({ schema: 'other' })).toBe(false);
  const approximate = { code: 'TD607', message: expect.stringContaining('found an approximate match') };
  expect(() => users.matches({ identifier: 'USERS' })).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining(approximate)] }),
  );
  const ours = users.incorporate({ dbtCreated: true }).quote({ identifier: false });
  expect(ours.matches({ identifier: 'USERS' })).toBe(true);
  expect(() => users.matches({})).toThrow('no search path');
});

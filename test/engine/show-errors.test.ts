import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

test('an error of --inline-direct is that of the warehouse, not an internal one', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const { error } = await p.show({ inlineDirect: 'slect 1' });
  expect(error?.first.code).toBe('TD501');
  expect(error?.first.message).toContain('slect');
});

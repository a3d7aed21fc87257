import { expect, test } from 'vitest';
import { cliReference } from '../../src/cli/reference.ts';

test('docs/reference/cli.md says what the tables say', async () => {
  await expect(cliReference()).toMatchFileSnapshot('../../docs/reference/cli.md');
});

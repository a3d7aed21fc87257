import { expect, test } from 'vitest';
import { createEnv } from '../../../src/project/index.ts';
import { hashOfSpecs } from '../../../src/project/install/spec-hash.ts';
import { readPackageList } from '../../../src/project/package-list.ts';
import { project } from '../../support/project.ts';

// What dbt 1.11 writes for the same lists.
test.each([
  ['[{local: ../x}]', '2eb88687c82ae2cd966a476e338919651d83079e'],
  ['[{package: fivetran/fivetran_utils, version: 0.4.7}]', '71304bca2138cf8004070b3573a1e17183c0c1a8'],
  [
    "[{git: 'https://x', revision: 1.1, warn-unpinned: false, subdirectory: é}]",
    'c5057e9dc1fa6a49ed3228ce76899a57d62cd263',
  ],
  ["[{git: 'https://x'}, {private: a/b, provider: github}]", '2964224849d769f402c2c7a33c47c9c5a8f35740'],
  ["[{tarball: 'https://x', name: a}]", '13c8992fcb74888874e124e6fa15f43eb42cbba8'],
  ['[{package: a/b, version: 1.0.0, install_prerelease: true}]', 'c3abe22411807d7e886d361b3a1ce2cce9664ba6'],
])('%s', async (list, hash) => {
  const { root } = await project({ 'packages.yml': `packages: ${list}\n` });
  const { entries } = readPackageList(root, { env: createEnv({}), vars: {}, base: root });
  expect(hashOfSpecs(entries)).toBe(hash);
});

/**
 * `npm run build`: bundles the command line, the library, the adapter contract and the docs page into dist/.
 * Parts that a command does not use stay in chunks of their own and are not loaded. `--types` emits declarations as well.
 * Plain JavaScript, since it also runs on the Node of whoever installs the repository from git.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { docsPage } from './docs-page.mjs';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/** Bundled CommonJS packages ask for `require`, which a module does not have. */
const REQUIRE = `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);`;

/** The parts of yargs that its parser does not use (screens, translations) do nothing by being loaded: leave them out. */
const pureYargs = {
  name: 'pure-yargs',
  setup(bundler) {
    bundler.onResolve({ filter: /./ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === pureYargs || !/node_modules\/yargs\//.test(importer)) return undefined;
      const found = await bundler.resolve(path, { importer, resolveDir, kind, pluginData: pureYargs });
      return { ...found, sideEffects: false };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['@duckdb/node-api', 'pg', 'pg-copy-streams'],
  banner: { js: REQUIRE },
  logLevel: 'warning',
  plugins: [pureYargs],
};

const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', adapter: 'src/adapter/index.ts' },
  outdir: dist,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
});
chmodSync(join(dist, 'cli.js'), 0o755);
removeOlder(new Set(Object.keys(metafile.outputs).map((path) => join(root, path))));
await saveStandardMacros();
mkdirSync(join(dist, 'docs'), { recursive: true });
writeFileSync(join(dist, 'docs/index.html'), await docsPage());

if (process.argv.includes('--types')) {
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = { stdio: 'inherit' };
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-p', join(import.meta.dirname, 'types.tsconfig.json')],
    options,
  );
  process.exitCode = status ?? 1;
}

/** The program to make it is TypeScript, and bundled as well to run on any Node. */
async function saveStandardMacros() {
  const outfile = join(dist, 'standard-macros.mjs');
  await build({ ...common, entryPoints: ['bench/tools/standard-macros.ts'], outfile });
  const { standardMacros } = await import(pathToFileURL(outfile).href);
  writeFileSync(join(dist, 'standard-macros.json'), standardMacros(root));
  rmSync(outfile);
}

/** Removes the chunks of earlier builds only now: what runs meanwhile finds either the old ones or the new ones. */
function removeOlder(made) {
  const chunks = join(dist, 'chunks');
  for (const name of existing(chunks))
    if (!made.has(join(chunks, name))) rmSync(join(chunks, name), { force: true });
}

function existing(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

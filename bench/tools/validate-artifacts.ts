/**
 * Checks manifest, run_results, catalog and sources of a target folder against dbt's JSON Schemas.
 * `node bench/tools/validate-artifacts.ts <target folder> [<schema folder>]`; the schemas are looked for in
 * ../shared/compat/artifact-schemas beside the checkout. Passes, saying so, where there are none.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const SCHEMAS: Readonly<Record<string, string>> = {
  'manifest.json': 'manifest-v12.json',
  'run_results.json': 'run-results-v6.json',
  'catalog.json': 'catalog-v1.json',
  'sources.json': 'sources-v3.json',
};

function check(artifact: string, schema: string): string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
  if (validate(JSON.parse(readFileSync(artifact, 'utf8')))) return [];
  return (validate.errors ?? []).map(
    (e) => `${e.instancePath || '/'} ${e.message ?? ''} ${JSON.stringify(e.params)}`,
  );
}

function main(target: string, schemas: string): number {
  if (!existsSync(schemas)) {
    console.log('no artifact schemas beside this checkout: nothing checked');
    return 0;
  }
  let failed = 0;
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const artifact = join(target, name);
    if (!existsSync(artifact)) continue;
    const problems = check(artifact, join(schemas, schema));
    console.log(`${name}: ${problems.length === 0 ? 'valid' : `${problems.length} problems`}`);
    for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
    failed += problems.length;
  }
  return failed === 0 ? 0 : 1;
}

const shared = join(import.meta.dirname, '../../../shared/compat/artifact-schemas');
process.exitCode = main(process.argv[2] ?? 'target', process.argv[3] ?? shared);

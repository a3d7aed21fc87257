/**
 * Builds the reference bank and checks all its artifacts against dbt's JSON Schemas, where these are beside the checkout
 * (see validate-artifacts.ts). Passes, saying so, where they are not.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tsdbt-artifacts-'));

function run(args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}

function main(): number {
  for (const part of ['project.yml', 'models', 'macros/bank', 'test/bank']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  const cli = join(root, 'src/cli/main.ts');
  const validate = (): number => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'bench/tools/validate-artifacts.ts'), join(folder, 'target')],
      { encoding: 'utf8' },
    );
    console.log(stdout.trim());
    return status ?? 1;
  };
  run([cli, 'build', '--quiet'], folder);
  const built = validate();
  run([cli, 'docs', 'generate', '--quiet'], folder);
  run([cli, 'source', 'freshness', '--quiet'], folder);
  return Math.max(built, validate());
}

try {
  process.exitCode = main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

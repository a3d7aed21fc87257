#!/usr/bin/env node
/** The executable: refuses a Node that is too old, answers --version at once, and leaves everything else to the program. */
import module from 'node:module';

const OLDEST = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const argv = process.argv.slice(2);

if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  process.stderr.write(`tsdbt needs Node ${OLDEST.join('.')} or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else if (argv.length === 1 && ['--version', '-v', '-V'].includes(argv[0] ?? '')) {
  const { versionText } = await import('./version-text.ts');
  process.stdout.write(versionText());
} else {
  await start();
}

async function start(): Promise<void> {
  const { tuneForManyNodes, tuneForShortLife } = await import('./short-life.ts');
  tuneForShortLife(major);
  module.enableCompileCache();
  const { standardOutput } = await import('./console/output.ts');
  const { runProgram } = await import('./program.ts');
  let lost = false;
  const stderr = standardOutput(process.stderr, () => undefined);
  const stdout = standardOutput(process.stdout, (reason) => {
    lost = true;
    stderr.write(`tsdbt: the output cannot be written: ${reason}\n`);
  });
  const code = await runProgram({
    argv,
    cwd: process.cwd(),
    stdout,
    stderr,
    pid: process.pid,
    watch: tuneForManyNodes(major),
    leave: (exitCode) => process.exit(exitCode),
  });
  process.exitCode = code === 0 && lost ? 2 : code;
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createColors } from '../../src/cli/console/colors.ts';
import type { Output } from '../../src/cli/console/output.ts';
import { createTranslator } from '../../src/cli/dbt/translate.ts';
import { junitReporter } from '../../src/cli/reporters/junit.ts';
import { logFileReporter } from '../../src/cli/reporters/log-file.ts';
import { plainReporter } from '../../src/cli/reporters/plain.ts';
import { prettyReporter } from '../../src/cli/reporters/pretty.ts';
import { createEmitter, type Event, type NodeSummary, type Sink } from '../../src/core/events.ts';
import { nodeId, runId } from '../../src/core/ids.ts';
import type { NodeResult } from '../../src/core/result.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tsdbt-reporters-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const node = (name: string, resourceType = 'model'): NodeSummary => ({
  id: nodeId(`${resourceType}.shop.${name}`),
  name,
  resourceType,
  path: `${name}.sql`,
  file: `models/${name}.sql`,
  sqlPath: `shop/models/${name}.sql`,
  checksum: '',
  materialized: 'view',
  description: `${resourceType} ${name}`,
  relation: null,
  meta: {},
  group: null,
});

const base = (name: string) => ({
  id: node(name).id,
  seconds: 1.5,
  timing: [],
  thread: 'Thread-1',
  response: {},
  compiledCode: 'select 1',
  relationName: null,
});
const RESULTS: readonly NodeResult[] = [
  { ...base('a'), status: 'success', message: 'OK' },
  {
    ...base('b'),
    status: 'error',
    message: 'no "x" < 3',
    diagnostic: { code: 'TD501', message: 'no "x" < 3' },
  },
  { ...base('c'), status: 'skipped', message: null, because: node('b').id, reason: 'upstream' },
];

const EVENTS: readonly Event[] = [
  { type: 'run:start', kind: 'run', nodes: 3, threads: 1, target: 'dev' },
  ...RESULTS.flatMap((result, i): Event[] => [
    { type: 'node:start', node: node('abc'.charAt(i)), index: i + 1, total: 3 },
    { type: 'node:end', node: node('abc'.charAt(i)), index: i + 1, total: 3, result },
  ]),
  { type: 'run:end', kind: 'run', results: RESULTS, seconds: 2, cancelled: false },
];

const opened = (root: string): Event => ({
  type: 'project:opened',
  name: 'shop',
  root,
  logPath: join(root, 'logs'),
  targetPath: join(root, 'target'),
  target: 'dev',
  adapter: 'a',
  adapterVersion: null,
});

const tell = (sink: Sink, events: readonly Event[]): void => {
  const emit = createEmitter(runId('an-id'), [sink]);
  for (const event of events) emit(event);
};

test('junit: a case per node, failures with their text, in well-formed XML', () => {
  const path = join(folder(), 'reports/junit.xml');
  tell(
    junitReporter(path, (text) => text),
    EVENTS,
  );
  const xml = readFileSync(path, 'utf8');
  expect(xml).toContain('<testsuite name="run" tests="3" failures="0" errors="1" skipped="1" time="2.000"');
  expect(xml).toContain(
    '<testcase name="a" classname="model.shop.a" file="models/a.sql" time="1.500"></testcase>',
  );
  expect(xml).toContain('<error type="TD501" message="no &quot;x&quot; &lt; 3">');
  expect(xml).toContain('<skipped message="because of model.shop.b"/>');
});

test('junit: a project that cannot be read is a failed case, too', () => {
  const path = join(folder(), 'junit.xml');
  tell(
    junitReporter(path, (text) => text),
    [
      {
        type: 'fatal',
        diagnostics: [{ code: 'TD201', message: 'gone', at: { file: 'models/a.sql', line: 1, column: 1 } }],
      },
    ],
  );
  expect(readFileSync(path, 'utf8')).toContain(
    '<testcase name="TD201" classname="models/a.sql"><error type="TD201" message="gone">',
  );
});

const logFile = (maxBytes: number) =>
  logFileReporter({
    maxBytes,
    fallback: null,
    format: (write) =>
      plainReporter(
        createTranslator({ colors: createColors(false), width: 80, allDeprecations: false }),
        write,
        {
          level: 'debug',
          format: 'debug',
          print: true,
          mask: (text) => text,
        },
      ),
  });

test('log file: each invocation begins with a rule and its id, lines with time, level and thread', () => {
  const root = folder();
  const file = logFile(0);
  tell(file, [
    { type: 'invocation:start', command: 'run', args: {}, adapter: null },
    opened(root),
    ...EVENTS,
  ]);
  file.flush();
  const text = readFileSync(join(root, 'logs/dbt.log'), 'utf8');
  expect(text).toMatch(/^\n\n={30} \d\d:\d\d:\d\d\.\d{6} \| an-id ={30}\n/);
  expect(text).toMatch(/^\d\d:\d\d:\d\d\.\d{6} \[info \] \[MainThread\]: 1 of 3 START model a /m);
  expect(text).toMatch(/\[debug\] \[MainThread\]: Began running node model\.shop\.a$/m);
});

test('log file: rolled over at its size', () => {
  const root = folder();
  for (let i = 0; i < 3; i++) {
    const file = logFile(1000);
    tell(file, [opened(root), ...EVENTS]);
    file.flush();
  }
  expect(readdirSync(join(root, 'logs')).sort().slice(0, 3)).toEqual(['dbt.log', 'dbt.log.1', 'dbt.log.2']);
});

test('log file: none is made outside of a project', () => {
  const root = folder();
  const file = logFile(0);
  tell(file, EVENTS);
  file.flush();
  expect(readdirSync(root)).toEqual([]);
});

function terminal(): Output & { text: string } {
  return {
    text: '',
    isTerminal: true,
    columns: () => 60,
    write(more) {
      this.text += more;
    },
  };
}

/** What is on the screen after all that was written: the sequences that move up and erase are carried out. */
function screenOf(text: string): string[] {
  const lines = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these begin the sequences
  for (const part of text.split(/(\u001b\[\d*[AJ]|\n|\r)/)) {
    const up = /\[(\d+)A/.exec(part);
    if (up) lines.splice(lines.length - 1 - Number(up[1]), Number(up[1]));
    else if (part === '\n') lines.push('');
    else if (part !== '\r' && !part.endsWith('J')) lines[lines.length - 1] += part;
  }
  return lines;
}

test('pretty: shows what runs, keeps failures, ends with an account', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const output = terminal();
  const { sink, close } = prettyReporter({
    output,
    colors: createColors(false),
    print: true,
    mask: (text) => text,
  });
  const emit = createEmitter(runId('id'), [sink]);
  for (const event of EVENTS.slice(0, 2)) emit(event);
  vi.advanceTimersByTime(250);
  const during = screenOf(output.text);
  expect(during).toEqual([
    expect.stringMatching(/^run ━+ 0\/3 {2}0:00$/),
    expect.stringMatching(/^ {2}model a 0\.\ds$/),
    '',
  ]);
  for (const event of EVENTS.slice(2)) emit(event);
  close();
  const after = screenOf(output.text).join('\n');
  expect(after).toContain('✗ model b 1.50s\n  error TD501: no "x" < 3');
  expect(after).toContain('✗ model b  compiled code at target/compiled/shop/models/b.sql');
  expect(after).toContain('Done. PASS=1 WARN=0 ERROR=1 SKIP=1 NO-OP=0 TOTAL=3 in 2.00s');
  expect(after).not.toContain('━');
});

test('pretty: draws at most ten times a second', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const output = terminal();
  const write = vi.spyOn(output, 'write');
  const { sink, close } = prettyReporter({
    output,
    colors: createColors(false),
    print: true,
    mask: (text) => text,
  });
  const emit = createEmitter(runId('id'), [sink]);
  emit({ type: 'run:start', kind: 'run', nodes: 500, threads: 1, target: 'dev' });
  for (let i = 0; i < 500; i++) emit({ type: 'node:start', node: node(`n${i}`), index: i, total: 500 });
  vi.advanceTimersByTime(1000);
  expect(write.mock.calls.length).toBeLessThanOrEqual(10);
  close();
});

/** The display for people at a terminal: what is running, what failed, and a short account at the end. */
import { relative } from 'node:path';
import { levelOf } from '../../core/diagnostic.ts';
import type { Event, EventOf, Logged, Sink } from '../../core/events.ts';
import { TSDBT_VERSION } from '../../core/version.ts';
import type { Colors } from '../console/colors.ts';
import type { Output } from '../console/output.ts';
import { renderDiagnostic } from '../console/render-diagnostic.ts';
import { countOf } from '../dbt/words.ts';
import { createLiveScreen, type LiveScreen } from './live-screen.ts';
import { createProgress, type Progress } from './progress.ts';
import { accountOf } from './run-account.ts';

/** What the display needs. */
export interface PrettyOptions {
  readonly output: Output;
  readonly colors: Colors;
  /** Show print() of templates. */
  readonly print: boolean;
  mask(text: string): string;
}

interface Display extends PrettyOptions {
  readonly screen: LiveScreen;
  progress: Progress;
  compiledFolder: string;
  say(text: string): void;
}

/** A sink that draws; `close` takes the live part off the terminal. */
export function prettyReporter(options: PrettyOptions): { sink: Sink; close(): void } {
  const screen = createLiveScreen(options.output);
  const display: Display = {
    ...options,
    screen,
    progress: createProgress('', 0, options.colors),
    compiledFolder: 'target/compiled',
    say: (text) => screen.print(options.mask(`${text}\n`)),
  };
  return { sink: (event) => show(event, display), close: () => screen.stop() };
}

function show(event: Logged, display: Display): void {
  // What is found by an event's type takes that event, which TypeScript cannot see.
  const handler = HANDLERS[event.type] as ((event: Logged, display: Display) => void) | undefined;
  handler?.(event, display);
}

type Handlers = { readonly [Type in Event['type']]?: (event: EventOf<Type>, display: Display) => void };

const HANDLERS: Handlers = {
  'project:opened': (event, display) => {
    const { colors, say } = display;
    display.compiledFolder = `${relative(event.root, event.targetPath) || '.'}/compiled`;
    const where = colors.dim(`${event.adapter}, target ${event.target}`);
    say(`${colors.bold('tsdbt')} ${TSDBT_VERSION}  ${event.name}  ${where}`);
  },
  'project:parsed': (event, { say, colors }) => say(colors.dim(foundLine(event))),
  'run:start': (event, display) => {
    display.progress = createProgress(event.kind, event.nodes, display.colors);
    display.screen.start((columns) => display.progress.frame(columns));
  },
  'node:start': ({ node }, { progress }) => progress.begin(node.id, node.description, node),
  'node:end': nodeEnd,
  'batch:start': ({ node, description, index, total }, { progress }) =>
    progress.begin(node.id, `${description}, ${index} of ${total}`, node),
  'hook:start': ({ name }, { progress }) => progress.begin(name, `hook ${name}`),
  'hook:end': ({ name }, { progress }) => progress.drop(name),
  'run:end': (event, { screen, say, progress, compiledFolder, colors }) => {
    screen.stop();
    say(accountOf(event, progress.known, compiledFolder, colors));
  },
  diagnostic: ({ diagnostic }, { say, colors }) => say(renderDiagnostic(diagnostic, colors)),
  fatal: ({ diagnostics }, { screen, say, colors }) => {
    screen.stop();
    const all = diagnostics.map((one) => renderDiagnostic(one, colors)).join('\n\n');
    say(`${colors.red('Encountered an error:')}\n${all}`);
  },
  output: ({ text }, { say }) => say(text),
  'template:print': ({ message }, { say, print }) => {
    if (print) say(message);
  },
  'template:log': ({ message, info }, { say }) => {
    if (info) say(message);
  },
  note: ({ level, message }, { say, colors }) => {
    if (level !== 'debug') say(level === 'info' ? message : colors.yellow(message));
  },
};

function foundLine({ counts, seconds }: EventOf<'project:parsed'>): string {
  const found = Object.entries(counts).filter(([type, count]) => count > 0 && type !== 'macro');
  return `Found ${found.map(([type, count]) => countOf(count, type)).join(', ')} in ${seconds.toFixed(2)}s`;
}

function nodeEnd({ node, result }: EventOf<'node:end'>, { progress, say, colors }: Display): void {
  progress.end(node, result);
  if (!('diagnostic' in result)) return;
  const failed = levelOf(result.diagnostic) === 'error' && result.status !== 'warn';
  const sign = failed ? colors.red('✗') : colors.yellow('!');
  const head = `${sign} ${node.description} ${colors.dim(`${result.seconds.toFixed(2)}s`)}`;
  say(`${head}\n${indent(renderDiagnostic(result.diagnostic, colors))}`);
}

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

import { join, resolve } from 'node:path';
import type { Sink } from '../core/events.ts';
import type { JsonObject } from '../core/json.ts';
import type { Masker } from '../core/secrets.ts';
import type { Env } from '../engine/environment.ts';
import { createColors, wantsColors } from './console/colors.ts';
import type { Output } from './console/output.ts';
import type { Level } from './dbt/line.ts';
import { createTranslator } from './dbt/translate.ts';
import type { Values } from './options.ts';
import { jsonReporter } from './reporters/json.ts';
import { junitReporter } from './reporters/junit.ts';
import { logFileReporter } from './reporters/log-file.ts';
import { plainReporter } from './reporters/plain.ts';
import { prettyReporter } from './reporters/pretty.ts';
import { UsageError } from './usage-error.ts';

/** What sinks are made of. */
export interface SinkInput {
  readonly values: Values;
  readonly env: Env;
  readonly masker: Masker;
  readonly stdout: Output;
  readonly cwd: string;
  readonly pid: number;
  /** Folder of the project; null outside of one. */
  readonly projectRoot: string | null;
}

/** The sinks of a command, and what to do when it is over. */
export interface Sinks {
  readonly sinks: readonly Sink[];
  /** Writes what is held back, and takes the live display off the terminal. */
  close(): void;
}

/** Makes the console, the log file and the reports that the settings ask for. Throws UsageError for an unknown reporter. */
export function createSinks(input: SinkInput): Sinks {
  const console = consoleSink(input);
  const file = fileSink(input);
  const reports = (input.values.reporter ?? []).map((name) => reportSink(name, input));
  const sinks = [console.sink, ...(file ? [file] : []), ...reports];
  return {
    sinks,
    close: () => {
      console.close();
      file?.flush();
    },
  };
}

function consoleSink(input: SinkInput): { sink: Sink; close(): void } {
  const { values, env, masker, stdout, pid } = input;
  const colored = wantsColors(values['use-colors'], env, stdout.isTerminal);
  const format = values['log-format'] ?? 'default';
  const level = consoleLevel(values);
  const print = values.print ?? true;
  const mask = (text: string): string => masker.mask(text);
  const write = (text: string): void => stdout.write(text);
  if (format === 'json') {
    return {
      sink: jsonReporter(createTranslator(look(values, false)), write, {
        level,
        print,
        pid,
        mask,
        extra: customEnv(env),
      }),
      close: nothing,
    };
  }
  if (format === 'default' && level === 'info' && isLive(input)) {
    return prettyReporter({ output: stdout, colors: createColors(colored), mask, print });
  }
  const translate = createTranslator(look(values, colored));
  return {
    sink: plainReporter(translate, write, {
      level,
      format: format === 'debug' ? 'debug' : 'text',
      print,
      mask,
    }),
    close: nothing,
  };
}

const CUSTOM = 'DBT_ENV_CUSTOM_ENV_';

/** What users add to each line of the log. */
const customEnv = (env: Env): JsonObject =>
  Object.fromEntries(env.startingWith(CUSTOM).map(([name, value]) => [name.slice(CUSTOM.length), value]));

const nothing = (): void => {};

/** A live display needs a terminal that can move its cursor, and that nobody records (CI). */
const isLive = ({ stdout, env }: SinkInput): boolean =>
  stdout.isTerminal && env.get('TERM') !== 'dumb' && (env.get('CI') ?? '') === '';

const look = (values: Values, colored: boolean) => ({
  colors: createColors(colored),
  width: values['printer-width'] ?? 80,
  allDeprecations: values['show-all-deprecations'] ?? false,
});

function consoleLevel(values: Values): Level | null {
  if (values.quiet) return 'error';
  if (values.debug) return 'debug';
  return levelOf(values['log-level']);
}

const levelOf = (name: string | undefined): Level | null =>
  name === 'none' ? null : name === 'debug' || name === 'warn' || name === 'error' ? name : 'info';

function fileSink({
  values,
  env,
  masker,
  pid,
  projectRoot,
}: SinkInput): (Sink & { flush(): void }) | undefined {
  const level = values.debug ? 'debug' : levelOf(values['log-level-file'] ?? 'debug');
  if (level === null) return undefined;
  const format = values['log-format-file'] ?? values['log-format'] ?? 'default';
  const mask = (text: string): string => masker.mask(text);
  const translate = createTranslator(look(values, values['use-colors-file'] ?? false));
  return logFileReporter({
    fallback: values['log-path'] ?? (projectRoot === null ? null : join(projectRoot, 'logs')),
    maxBytes: values['log-file-max-bytes'] ?? 0,
    format: (write) =>
      withoutPieces(
        format === 'json'
          ? jsonReporter(translate, write, { level, print: true, pid, mask, extra: customEnv(env) })
          : plainReporter(translate, write, {
              level,
              format: format === 'text' ? 'text' : 'debug',
              print: true,
              mask,
            }),
      ),
  });
}

/** Millions of rows would push all else out of the file. */
const withoutPieces =
  (sink: Sink): Sink =>
  (event) => {
    if (event.type !== 'output' || event.isPiece !== true) sink(event);
  };

/** `junit`, or `junit=reports/tsdbt.xml`. */
function reportSink(text: string, { cwd, masker }: SinkInput): Sink {
  const [name = '', path = 'target/junit.xml'] = text.split('=');
  if (name !== 'junit')
    throw new UsageError(`Invalid value for '--reporter': '${name}' is not one of 'junit'.`);
  return junitReporter(resolve(cwd, path), (report) => masker.mask(report));
}

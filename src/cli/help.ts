import { TSDBT_VERSION } from '../core/version.ts';
import { COMMANDS, type CommandSpec, GLOBAL } from './commands.ts';
import { type OptionKey, optionName, optionOf } from './options.ts';

const WIDTH = 100;
const INDENT = 32;

/** The text of `tsdbt --help`. */
export function generalHelp(): string {
  const commands = COMMANDS.map(({ name, doc }) => row(name, doc));
  return [
    `tsdbt ${TSDBT_VERSION}: runs dbt projects`,
    '',
    'Usage: tsdbt <command> [options]',
    '',
    'Commands',
    ...commands,
    '',
    'Options of every command',
    ...optionRows(GLOBAL),
    '',
    row('--version, -v', 'Show the version'),
    row('--help, -h', 'Show this; after a command, its options'),
    '',
    'Options may also be set as TSDBT_…, DBT_ENGINE_… or DBT_… variables, and under `flags:` of the project file.',
    'Exit codes: 0 all well, 1 a node failed, 2 the command or the project is wrong, 130 and 143 after a signal.',
    '',
  ].join('\n');
}

/** The text of `tsdbt <command> --help`. */
export function commandHelp({ name, doc, options, positional }: CommandSpec): string {
  const argument = positional ? ` ${positional.required ? positional.name : `[${positional.name}]`}` : '';
  return [
    `${doc}.`,
    '',
    `Usage: tsdbt ${name}${argument} [options]`,
    '',
    ...(positional ? [row(positional.name, positional.doc), ''] : []),
    ...optionRows(options),
    '',
    'Options of every command',
    ...optionRows(GLOBAL),
    '',
  ].join('\n');
}

const optionRows = (keys: readonly OptionKey[]): string[] =>
  keys.filter((key) => !optionOf(key).ignored).map((key) => row(optionUsage(key), describe(key)));

/** `--select, -s <nodes>`, `--quiet, -q`. */
export function optionUsage(key: OptionKey): string {
  const spec = optionOf(key);
  const off = spec.kind === 'flag' && spec.default === true ? 'no-' : '';
  const short = spec.short === undefined || off !== '' ? '' : `, -${spec.short}`;
  return `--${off}${optionName(key)}${short}${valueUsage(key)}`;
}

function valueUsage(key: OptionKey): string {
  const spec = optionOf(key);
  switch (spec.kind) {
    case 'flag':
      return '';
    case 'integer':
      return ' <n>';
    case 'choice':
      return ' <choice>';
    default:
      return ` <${spec.value}>`;
  }
}

function describe(key: OptionKey): string {
  const spec = optionOf(key);
  const choices = spec.kind === 'choice' ? ` (${spec.choices.join(', ')})` : '';
  const normal =
    'default' in spec && spec.kind !== 'flag' && spec.default !== undefined ? ` [${spec.default}]` : '';
  const not = spec.kind === 'flag' && spec.default === true ? 'Do not: ' : '';
  return `${not}${spec.doc}${choices}${normal}`;
}

/** A name and what it is for, wrapped beside it. */
function row(name: string, doc: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of doc.split(' ')) {
    if (line !== '' && INDENT + line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  const first = `  ${name}`.padEnd(INDENT);
  const head = first.length > INDENT ? `${first}\n${' '.repeat(INDENT)}` : first;
  return head + lines.join(`\n${' '.repeat(INDENT)}`);
}

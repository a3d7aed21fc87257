import { Parser } from 'yargs/helpers';
import { didYouMean } from '../core/similar.ts';
import { COMMANDS, type CommandSpec, GLOBAL } from './commands.ts';
import { OPTIONS, type OptionKey, optionName, optionOf, type Values } from './options.ts';
import { readValue } from './read-value.ts';
import { UsageError } from './usage-error.ts';

/** What the user typed, read. */
export type CommandLine =
  | {
      readonly kind: 'command';
      readonly command: CommandSpec;
      readonly values: Values;
      readonly argument: string | undefined;
    }
  | { readonly kind: 'help'; readonly command: CommandSpec | undefined }
  | { readonly kind: 'version' };

/** Reads the words after `tsdbt`. Throws UsageError. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  if (argv.length === 0) return { kind: 'help', command: undefined };
  const { command, words } = findCommand(wordsOf(argv));
  const parsed = parse(argv, command ? optionsOf(command) : GLOBAL);
  if (parsed.version === true) return { kind: 'version' };
  if (parsed.help === true) return { kind: 'help', command };
  if (command === undefined) {
    if (words.length === 0) return { kind: 'help', command: undefined };
    throw unknownCommand(words);
  }
  checkNames(parsed, command);
  const rest = positionals(parsed).slice(command.name.split(' ').length);
  return { kind: 'command', command, values: valuesOf(parsed, command), argument: argumentOf(rest, command) };
}

/** All options that a command takes. */
export const optionsOf = (command: CommandSpec): readonly OptionKey[] => [...command.options, ...GLOBAL];

type Parsed = Readonly<Record<string, unknown>>;

/** How words become values: options keep the name they were typed with, values stay text. */
const CONFIGURATION = {
  'camel-case-expansion': false,
  'strip-aliased': true,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
} as const;

/** Only the parser of yargs is loaded: help and messages are our own, and a start costs less. */
function parse(argv: readonly string[], keys: readonly OptionKey[]): Parsed {
  const ofKind = (...kinds: readonly string[]): string[] =>
    keys.filter((key) => kinds.includes(optionOf(key).kind)).map(optionName);
  const { argv: parsed, error } = Parser.detailed([...argv], {
    boolean: ['help', 'version', ...ofKind('flag')],
    string: ofKind('text', 'texts', 'integer', 'choice'),
    array: ofKind('texts'),
    narg: Object.fromEntries(ofKind('text', 'integer', 'choice').map((name) => [name, 1])),
    alias: {
      help: ['h'],
      version: ['v', 'V'],
      ...Object.fromEntries(keys.map((key) => [optionName(key), aliasesOf(key)])),
    },
    configuration: CONFIGURATION,
  });
  if (error) throw new UsageError(missingValue(error.message) ?? error.message);
  return parsed;
}

function aliasesOf(key: OptionKey): string[] {
  const { short, aliases = [] } = optionOf(key);
  return [...(short ? [short] : []), ...aliases];
}

/** yargs' words for an option without its value, in ours. */
function missingValue(message: string): string | undefined {
  const name = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  return name === undefined ? undefined : `Option '--${name}' requires an argument.`;
}

const positionals = (parsed: Parsed): string[] => (Array.isArray(parsed._) ? parsed._.map(String) : []);

/** The command that the first words name; words that only begin one (`docs`) are no command. */
function findCommand(words: readonly string[]): {
  command: CommandSpec | undefined;
  words: readonly string[];
} {
  const named = (name: string): boolean => name.split(' ').every((word, i) => word === words[i]);
  const command = COMMANDS.find(({ name, aliases = [] }) => [name, ...aliases].some(named));
  return { command, words };
}

/** The words that are neither options nor, as far as every command's options tell, their values. */
function wordsOf(argv: readonly string[]): string[] {
  const valued = new Set(GLOBAL.filter((key) => optionOf(key).kind !== 'flag').flatMap(namesOf));
  return argv.filter((word, i) => {
    const before = argv[i - 1] ?? '';
    return !word.startsWith('-') && !valued.has(before);
  });
}

const namesOf = (key: OptionKey): string[] =>
  [optionName(key), ...aliasesOf(key)].map((name) => (name.length === 1 ? `-${name}` : `--${name}`));

function unknownCommand(words: readonly string[]): UsageError {
  const [first = ''] = words;
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (group.length > 0) return new UsageError(`"${first}" needs one more word: ${group.join(', ')}.`);
  const near = didYouMean(
    first,
    COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
  );
  return new UsageError(`No such command '${first}'.${near ? ` ${capital(near)}` : ''}`);
}

function checkNames(parsed: Parsed, command: CommandSpec): void {
  const keys = optionsOf(command);
  const known = new Set(['_', '$0', 'help', 'version', ...keys.map(optionName)]);
  const wrong = Object.keys(parsed).find((name) => !known.has(name));
  if (wrong === undefined) return;
  const dashed = wrong.length === 1 ? `-${wrong}` : `--${wrong}`;
  const near = didYouMean(
    dashed,
    keys.filter((key) => !optionOf(key).ignored).map((key) => `--${optionName(key)}`),
  );
  const elsewhere = Object.keys(OPTIONS).includes(wrong) ? ` "tsdbt ${command.name}" does not take it.` : '';
  throw new UsageError(`No such option '${dashed}'.${near ? ` ${capital(near)}` : elsewhere}`, command.name);
}

function argumentOf(rest: readonly string[], command: CommandSpec): string | undefined {
  const { positional } = command;
  const extra = rest.slice(positional ? 1 : 0);
  if (extra.length > 0)
    throw new UsageError(`Got unexpected extra argument (${extra.join(' ')})`, command.name);
  if (positional?.required && rest.length === 0) {
    throw new UsageError(`Missing argument '${positional.name.toUpperCase()}'.`, command.name);
  }
  return rest[0];
}

function valuesOf(parsed: Parsed, command: CommandSpec): Values {
  const entries = optionsOf(command).flatMap((key) => {
    const given = parsed[optionName(key)];
    if (given === undefined) return [];
    return [[key, readValue(key, given, command.name)] as const];
  });
  return Object.fromEntries(entries);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

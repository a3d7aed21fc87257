import { COMMANDS, type CommandSpec, GLOBAL } from './commands.ts';
import { optionUsage } from './help.ts';
import { type OptionKey, optionName, optionOf } from './options.ts';

/** The text of docs/reference/cli.md, made from the tables of commands and options. */
export function cliReference(): string {
  return [
    '# Command line',
    '',
    'Made from the tables in `src/cli/options.ts` and `src/cli/commands.ts`.',
    'An option is taken from the command line, then from `TSDBT_X`, `DBT_ENGINE_X` or `DBT_X`,',
    'then from `flags:` of the project file, then it has its default.',
    '',
    'Exit codes: 0 all well; 1 a node failed; 2 the command line, the project or the warehouse is wrong;',
    '130 and 143 after SIGINT and SIGTERM (what runs is cancelled and results are written; a second signal ends at once).',
    '',
    ...COMMANDS.flatMap(section),
    '## Options of every command',
    '',
    ...table(GLOBAL),
    '## Taken for scripts that pass them, of no effect',
    '',
    ...ignored().map((key) => `- \`--${optionName(key)}\`: ${optionOf(key).doc}`),
    '',
  ].join('\n');
}

function section({ name, aliases = [], doc, options, positional }: CommandSpec): string[] {
  const argument = positional ? ` ${positional.required ? positional.name : `[${positional.name}]`}` : '';
  const also = aliases.length > 0 ? ` Also: ${aliases.map((alias) => `\`${alias}\``).join(', ')}.` : '';
  return [`## tsdbt ${name}${argument}`, '', `${doc}.${also}`, '', ...table(options)];
}

function table(keys: readonly OptionKey[]): string[] {
  const shown = keys.filter((key) => !optionOf(key).ignored);
  if (shown.length === 0) return [];
  return ['| option | meaning | default | variable |', '|---|---|---|---|', ...shown.map(row), ''];
}

function row(key: OptionKey): string {
  const spec = optionOf(key);
  const names = [
    optionUsage(key),
    ...(spec.aliases ?? []).map((alias) => (alias.length === 1 ? `-${alias}` : `--${alias}`)),
  ];
  const choices = 'choices' in spec && spec.choices ? `: ${spec.choices.join(', ')}` : '';
  const normal = 'default' in spec && spec.default !== undefined ? `\`${spec.default}\`` : '';
  const variable = spec.env ? `\`DBT_${optionName(key).replaceAll('-', '_').toUpperCase()}\`` : '';
  return `| ${names.map((name) => `\`${name}\``).join(', ')} | ${spec.doc}${choices} | ${normal} | ${variable} |`;
}

function ignored(): OptionKey[] {
  const all = [...GLOBAL, ...COMMANDS.flatMap(({ options }) => options)];
  return [...new Set(all)].filter((key) => optionOf(key).ignored).sort();
}

import type { Diagnostic } from '../core/diagnostic.ts';
import type { Env } from '../engine/environment.ts';
import { OPTIONS, type OptionKey, optionName } from './options.ts';

/** Spellings of the command line and of its variables that have a newer one, with dbt's names for them. */
export function oldUsage(argv: readonly string[], env: Env): readonly Diagnostic[] {
  return [...oldOptions(argv), ...oldVariables(env), ...unknownVariables(env)];
}

const old = (name: string, message: string, help: string, data: { readonly [key: string]: string } = {}) =>
  ({ code: 'TD903', message, help, event: { name, data } }) satisfies Diagnostic;

function oldOptions(argv: readonly string[]): readonly Diagnostic[] {
  const models = argv.find((word) => /^(?:-m|--models?)(?:=|$)/.test(word));
  const output = argv.includes('freshness')
    ? argv.findIndex((word) => /^(?:-o|--output)(?:=|$)/.test(word))
    : -1;
  const path = argv[output]?.split('=')[1] ?? argv[output + 1] ?? '';
  return [
    ...(models === undefined
      ? []
      : [
          old(
            'ModelParamUsageDeprecation',
            'Usage of `--models`, `--model`, and `-m` is deprecated in favor of `--select` or `-s`.',
            `write --select instead of ${models.split('=')[0]}`,
          ),
        ]),
    ...(output < 0
      ? []
      : [
          old(
            'CustomOutputPathInSourceFreshnessDeprecation',
            `Custom output path usage \`--output ${path}\` usage detected in \`dbt source freshness\` command.`,
            'write all artifacts elsewhere: --target-path',
            { path },
          ),
        ]),
  ];
}

/** Variables that dbt renamed. */
const RENAMED: Readonly<Record<string, string>> = {
  DBT_DEFER_TO_STATE: 'DBT_ENGINE_DEFER',
  DBT_FAVOR_STATE_MODE: 'DBT_ENGINE_FAVOR_STATE',
  DBT_NO_PRINT: 'DBT_ENGINE_PRINT',
  DBT_ARTIFACT_STATE_PATH: 'DBT_ENGINE_STATE',
};

const oldVariables = (env: Env): readonly Diagnostic[] =>
  Object.entries(RENAMED).flatMap(([before, now]) =>
    env.get(before) === undefined
      ? []
      : [
          old(
            'EnvironmentVariableRenamed',
            `The environment variable \`${before}\` has been renamed as \`${now}\``,
            `set ${now}`,
          ),
        ],
  );

/** Variables that are read though no option has their name. */
const OTHERS: ReadonlySet<string> = new Set([
  'INVOCATION_ENV',
  'RECORDED_FILE_PATH',
  'RECORDER_FILE_PATH',
  'TEST_STATE_MODIFIED',
  'PACKAGE_HUB_URL',
  'DOWNLOAD_DIR',
  'PP_FILE_DIFF_TEST',
  'PP_TEST',
]);

/** `DBT_ENGINE_` belongs to dbt: a variable of that prefix that nobody reads is likely a typo. */
function unknownVariables(env: Env): readonly Diagnostic[] {
  const prefix = 'DBT_ENGINE_';
  // The keys of a table are those of its type.
  const keys = Object.keys(OPTIONS) as OptionKey[];
  const known = new Set(keys.map((key) => optionName(key).replaceAll('-', '_').toUpperCase()));
  return env
    .startingWith(prefix)
    .map(([name]) => name)
    .filter((name) => !known.has(name.slice(prefix.length)) && !OTHERS.has(name.slice(prefix.length)))
    .map((name) =>
      old(
        'EnvironmentVariableNamespaceDeprecation',
        `Found custom environment variable \`${name}\` in the environment. The prefix \`${prefix}\` is reserved for engine environment variables.`,
        'give it another prefix',
        { env_var: name, reserved_prefix: prefix },
      ),
    );
}

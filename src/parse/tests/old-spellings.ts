import type { Diagnostic } from '../../core/diagnostic.ts';
import type { OldSpelling, TestDefinition } from './test-definition.ts';
import type { WantedTest } from './test-targets.ts';

/** Counts spellings that dbt calls deprecated: one warning for each kind, at its first place. */
export interface OldSpellings {
  note(test: WantedTest, definition: TestDefinition): void;
  diagnostics(): readonly Diagnostic[];
}

interface Kind {
  readonly first: Diagnostic;
  count: number;
}

/** Nothing counted yet; `all` keeps each of a kind (--show-all-deprecations). */
export function createOldSpellings(all: boolean): OldSpellings {
  const kinds = new Map<string, Kind>();
  return {
    note: (test, definition) => {
      for (const old of definition.old) {
        const kind = all ? `${old.kind} ${kinds.size}` : old.kind;
        const known = kinds.get(kind);
        if (known) known.count++;
        else kinds.set(kind, { first: spelling(test, definition, old), count: 1 });
      }
    },
    diagnostics: () =>
      Array.from(kinds.values(), ({ first, count }) =>
        count === 1 ? first : { ...first, message: `${first.message} (${count - 1} more like this)` },
      ),
  };
}

function spelling(test: WantedTest, definition: TestDefinition, old: OldSpelling): Diagnostic {
  switch (old.kind) {
    case 'arguments':
      return looseArguments(test, definition);
    case 'unused-arguments':
      return unusedArguments(test, definition);
    case 'config-key':
      return looseConfig(test, definition, old.key);
  }
}

/** With the flag switched off, `arguments:` is one argument of that name. */
const unusedArguments = ({ target, at }: WantedTest, { name }: TestDefinition): Diagnostic => ({
  code: 'TD219',
  message: `ArgumentsPropertyInGenericTestDeprecation: found \`arguments\` property in test \`${name}\` of '${target.entry.name}' (${target.entry.file.path}), but the flag require_generic_test_arguments_property is off`,
  at: at(),
  help: 'set the flag require_generic_test_arguments_property: true',
});

function looseArguments({ target, at }: WantedTest, { name }: TestDefinition): Diagnostic {
  const { entry } = target;
  return {
    code: 'TD219',
    message: `MissingArgumentsPropertyInGenericTestDeprecation: found top-level arguments to test \`${name}\` defined on '${entry.name}' in package '${entry.file.packageName}' (${entry.file.path})`,
    at: at(),
    help: 'put the arguments of a generic test under arguments:',
  };
}

function looseConfig({ target, at }: WantedTest, { name }: TestDefinition, key: string): Diagnostic {
  return {
    code: 'TD219',
    message: `PropertyMovedToConfigDeprecation: found \`${key}\` as a top-level property of \`data_tests.${name}\` in file \`${target.entry.file.path}\``,
    at: at(),
    help: `put ${key}: under config:`,
  };
}

import type { Diagnostic } from '../../core/diagnostic.ts';
import type { TestDefinition } from './test-definition.ts';
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

/** Nothing counted yet. */
export function createOldSpellings(): OldSpellings {
  const kinds = new Map<string, Kind>();
  return {
    note: (test, definition) => {
      for (const old of definition.old) {
        const known = kinds.get(old.kind);
        if (known) known.count++;
        else
          kinds.set(old.kind, {
            first:
              old.kind === 'arguments'
                ? looseArguments(test, definition)
                : looseConfig(test, definition, old.key),
            count: 1,
          });
      }
    },
    diagnostics: () =>
      Array.from(kinds.values(), ({ first, count }) =>
        count === 1 ? first : { ...first, message: `${first.message} (${count - 1} more like this)` },
      ),
  };
}

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

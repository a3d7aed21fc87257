import { type OptionKey, optionName, optionOf } from './options.ts';
import { UsageError } from './usage-error.ts';

const TRUE = ['1', 'true', 't', 'yes', 'y', 'on'];
const FALSE = ['0', 'false', 'f', 'no', 'n', 'off'];

/** A value as its option wants it: from the command line, a variable or the project file. Throws UsageError. */
export function readValue(
  key: OptionKey,
  given: unknown,
  command?: string,
): boolean | number | string | readonly string[] {
  const spec = optionOf(key);
  const wrong = (why: string): UsageError =>
    new UsageError(`Invalid value for '--${optionName(key)}': ${why}`, command);
  switch (spec.kind) {
    case 'flag':
      return asBoolean(given, wrong);
    case 'integer':
      return asInteger(last(given), wrong);
    case 'choice':
      return oneOf(last(given), spec.choices, wrong);
    case 'texts':
      return spec.choices ? chosen(asList(given), spec.choices, wrong) : asList(given);
    case 'text':
      return last(given);
  }
}

type Wrong = (why: string) => UsageError;

function asBoolean(given: unknown, wrong: Wrong): boolean {
  const value = Array.isArray(given) ? given.at(-1) : given;
  if (typeof value === 'boolean') return value;
  const text = String(value).trim().toLowerCase();
  if (TRUE.includes(text)) return true;
  if (FALSE.includes(text)) return false;
  throw wrong(`'${text}' is not a valid boolean.`);
}

function asInteger(text: string, wrong: Wrong): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value)) return value;
  throw wrong(`'${text}' is not a valid integer.`);
}

function oneOf(text: string, choices: readonly string[], wrong: Wrong): string {
  const value = choices.find((choice) => choice === text.toLowerCase());
  if (value !== undefined) return value;
  throw wrong(`'${text}' is not one of ${choices.map((choice) => `'${choice}'`).join(', ')}.`);
}

/** Several words may stand in one value: `--resource-types "model unit_test"`. */
const chosen = (given: readonly string[], choices: readonly string[], wrong: Wrong): readonly string[] =>
  given.flatMap((one) => one.split(/\s+/)).map((one) => oneOf(one, choices, wrong));

/** Given more than once, the last one counts. Data from the project file is passed on as JSON, which is YAML too. */
function last(given: unknown): string {
  const value: unknown = Array.isArray(given) ? given.at(-1) : given;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

const asList = (given: unknown): string[] =>
  Array.isArray(given)
    ? given.map(String)
    : String(given)
        .split(/[\s,]+/)
        .filter((part) => part !== '');

import type { Code } from '../../core/codes.ts';
import { type Diagnostic, failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { CallArguments } from '../../template/index.ts';

/** An error at the place of a call, with the macros around it: `throw failAt(call, 'TD201', 'ref not found')`. */
export function failAt(
  call: CallArguments | undefined,
  code: Code,
  message: string,
  rest: Omit<Diagnostic, 'code' | 'message'> = {},
): TsdbtError {
  return failure(code, message, { ...placeOf(call), ...rest });
}

/** Where a call stands, as fields of a diagnostic. */
export function placeOf(call: CallArguments | undefined): Pick<Diagnostic, 'at' | 'via'> {
  const [at, ...via] = call?.frames ?? [];
  if (!at) return {};
  return via.length > 0 ? { at, via } : { at };
}

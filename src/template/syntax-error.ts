import { type Diagnostic, failure, type TsdbtError } from '../core/diagnostic.ts';
import type { Range, Source } from './places.ts';

/** An error of syntax at a part of a source. */
export const syntaxError = (
  source: Source,
  range: Range,
  message: string,
  code: Diagnostic['code'] = 'TD301',
  help?: string,
): TsdbtError => failure(code, message, { at: source.span(range), ...(help === undefined ? {} : { help }) });

import { WarehouseError } from '../../adapter/index.ts';
import type { Code } from '../../core/codes.ts';
import { type Diagnostic, type Span, TsdbtError } from '../../core/diagnostic.ts';
import type { GraphNode } from '../../manifest/index.ts';

/**
 * Whatever a node's work threw, as a diagnostic that names the node. `own` is where the node stands: authors open that,
 * not a macro of the standard library, which then is the last step of the way there.
 */
export function diagnosticOf(error: unknown, node: GraphNode, own?: Span): Diagnostic {
  const found = plainDiagnostic(error);
  const place = own ?? { file: node.original_file_path, line: 1, column: 1 };
  if (found.at === undefined) return { ...found, at: place, node: node.unique_id };
  if (!isStandard(found.at)) return { ...found, node: node.unique_id };
  return { ...found, at: place, via: [found.at, ...(found.via ?? [])], node: node.unique_id };
}

/** Files of the standard library are shown under its packages' names: `dbt/tests/unique.sql`. */
const isStandard = ({ file }: Span): boolean =>
  /^dbt(_[a-z]+)?\//.test(file) && !file.startsWith('dbt_packages/');

function plainDiagnostic(error: unknown): Diagnostic {
  if (error instanceof TsdbtError) {
    const [first, ...others] = error.diagnostics;
    if (first === undefined || others.length === 0) return error.first;
    return { ...first, message: error.diagnostics.map((d) => d.message).join('\n') };
  }
  if (error instanceof WarehouseError)
    return { code: 'TD501', message: error.message, ...(error.help ? { help: error.help } : {}) };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'TD902', message: `internal error: ${message}` };
}

/** True when the work ended because its statement was cancelled. */
export function wasCancelled(error: unknown): boolean {
  if (error instanceof WarehouseError) return error.cancelled;
  if (error instanceof TsdbtError) return error.first.code === 'TD506' || wasCancelled(error.cause);
  return error instanceof Error && error.name === 'AbortError';
}

/** True when the target folder cannot be written: that concerns every node, and is told once. */
export const isFatal = (error: unknown): error is TsdbtError =>
  error instanceof TsdbtError && (error.first.code === 'TD701' || error.first.code === 'TD702');

/** dbt's text for a failed node: `Database Error in model a (models/a.sql)`, and the message below it. */
export function failureText(diagnostic: Diagnostic, node: GraphNode): string {
  const indented = diagnostic.message.split('\n').join('\n  ');
  const kind = kindOf(diagnostic.code);
  return `${kind} Error in ${node.resource_type} ${node.name} (${node.original_file_path})\n  ${indented}`;
}

function kindOf(code: Code): string {
  if (code === 'TD501' || code.startsWith('TD6')) return 'Database';
  if (code === 'TD510' || code === 'TD511' || /^TD[123]/.test(code)) return 'Compilation';
  return 'Runtime';
}

import { WarehouseError } from '../adapter/index.ts';
import type { Code } from '../core/codes.ts';
import { type Diagnostic, TsdbtError } from '../core/diagnostic.ts';
import type { GraphNode } from '../manifest/index.ts';

/** Whatever a node's work threw, as a diagnostic that names the node. */
export function diagnosticOf(error: unknown, node: GraphNode): Diagnostic {
  const found = plainDiagnostic(error);
  const at = found.at ?? { file: node.original_file_path, line: 1, column: 1 };
  return { ...found, at, node: node.unique_id };
}

function plainDiagnostic(error: unknown): Diagnostic {
  if (error instanceof TsdbtError) {
    const [first, ...others] = error.diagnostics;
    if (first === undefined || others.length === 0) return error.first;
    return { ...first, message: error.diagnostics.map((d) => d.message).join('\n') };
  }
  if (error instanceof WarehouseError) return { code: 'TD501', message: error.message };
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
  if (code === 'TD510' || code === 'TD505' || /^TD[123]/.test(code)) return 'Compilation';
  return 'Runtime';
}

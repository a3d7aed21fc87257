import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Colors } from '../console/colors.ts';
import { renderDiagnostic } from '../console/render-diagnostic.ts';

/** What follows `Encountered an error:`, dbt's words first for an error of the warehouse. */
export function fatalText(diagnostics: readonly Diagnostic[], colors: Colors): string {
  const all = diagnostics.map((one) => renderDiagnostic(one, colors)).join('\n\n');
  return diagnostics.some(({ code }) => code === 'TD501') ? `Database Error\n${all}` : all;
}

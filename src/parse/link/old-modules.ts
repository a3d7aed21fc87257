import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import type { Built } from '../nodes/built.ts';

const OLD = 'modules.itertools';

/** Warns of templates that use modules.itertools: dbt's own functions do the same. */
export const oldModules = (enabled: readonly Built[]): readonly Diagnostic[] =>
  enabled
    .filter(({ template, node }) => template !== null && node.raw_code.includes(OLD))
    .map(({ node, at }) => ({
      code: 'TD219',
      message: `Usage of itertools modules is deprecated. Please use the built-in functions instead. Found in ${node.original_file_path}`,
      at: placeOf(at),
      node: node.unique_id,
      help: 'zip(…), set(…) and loops in the template do the same',
      event: { name: 'ModulesItertoolsUsageDeprecation' },
    }));

/** Where the text first says it. */
function placeOf(at: Span): Span {
  const offset = at.text?.indexOf(OLD) ?? -1;
  if (at.text === undefined || offset < 0) return at;
  const before = at.text.slice(0, offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { file: at.file, line: before.length, column, endColumn: column + OLD.length, text: at.text };
}

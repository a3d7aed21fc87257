import type { Diagnostic } from '../../core/diagnostic.ts';
import { type ParseContext, projectFlag } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';

/** Names with spaces, which no warehouse and no command line likes: TD218, an error unless a flag of the project allows them. */
export function spacedNames(context: ParseContext, built: readonly Built[]): readonly Diagnostic[] {
  const spaced = built.filter(({ node }) => node.name.includes(' '));
  if (spaced.length === 0) return [];
  if (projectFlag(context, 'require_resource_names_without_spaces', true)) return spaced.map(refused);
  const isDebug = context.world.flags.DEBUG === true;
  const shown = isDebug ? spaced : spaced.slice(0, 1);
  return [...shown.map(warned), total(spaced.length, isDebug)];
}

const rename = (name: string): string => `call it ${name.replaceAll(' ', '_')}`;

const refused = ({ node, at }: Built): Diagnostic => ({
  code: 'TD218',
  message: `Resource names cannot contain spaces: '${node.unique_id}' (${node.original_file_path})`,
  at,
  node: node.unique_id,
  help: rename(node.name),
});

const warned = ({ node, at }: Built): Diagnostic => ({
  code: 'TD218',
  level: 'warn',
  message: `Found spaces in the name of \`${node.unique_id}\``,
  at,
  node: node.unique_id,
  help: rename(node.name),
  event: { name: 'SpacesInResourceNameDeprecation' },
});

const total = (count: number, isDebug: boolean): Diagnostic => ({
  code: 'TD218',
  level: 'warn',
  message: `Spaces found in ${count} resource name(s). This is deprecated, and may lead to errors when using dbt.${isDebug ? '' : ' Run again with `--debug` to see them all.'}`,
  event: {
    name: 'ResourceNamesWithSpacesDeprecation',
    data: { count_invalid_names: count, show_debug_hint: !isDebug },
  },
});

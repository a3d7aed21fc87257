import type { Diagnostic } from '../../core/diagnostic.ts';
import { type MacroId, macroId } from '../../core/ids.ts';
import type { JsonObject } from '../../core/json.ts';
import { didYouMean } from '../../core/similar.ts';
import type { MacroNode } from '../../manifest/index.ts';
import { type MacroParseContext, projectFlag } from '../context/context.ts';
import { listOf, mappingOf, objectOf, textOf } from '../context/data.ts';
import { patchPath } from '../properties/patch.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { argumentProblems } from './argument-checks.ts';

/** Adds what the properties say to the macros; TD207 for a macro that is not there, TD208 for one described twice. */
export function patchMacros(
  context: MacroParseContext,
  nodes: ReadonlyMap<MacroId, MacroNode>,
  entries: readonly PropertyEntry[],
): ReadonlyMap<MacroId, MacroNode> {
  const { report } = context;
  const isChecked = projectFlag(context, 'validate_macro_args', false);
  const out = isChecked ? withArguments(context, nodes) : new Map(nodes);
  for (const entry of entries.filter(({ section }) => section === 'macros')) {
    const id = macroId(`macro.${entry.file.packageName}.${entry.name}`);
    const macro = out.get(id);
    if (macro === undefined) report(missing(entry, nodes));
    else if (macro.patch_path !== null) report(twice(entry, macro.patch_path));
    else {
      const done = patched(macro, entry, isChecked);
      if (isChecked) argumentProblems(macro, namesOf(context, id), done.arguments, entry).forEach(report);
      out.set(id, done);
    }
  }
  return out;
}

/** The names of a macro's parameters. */
const namesOf = (context: MacroParseContext, id: MacroId): readonly string[] =>
  context.macros.definitions.get(id)?.parameters.map(({ name }) => name) ?? [];

/** All macros with the arguments of their code, as the flag validate_macro_args wants it; as in dbt, not those of the folders of tests. */
const withArguments = (
  context: MacroParseContext,
  nodes: ReadonlyMap<MacroId, MacroNode>,
): Map<MacroId, MacroNode> =>
  new Map(
    Array.from(nodes, ([id, node]) => {
      const tests = context.packages.get(node.package_name)?.paths.test ?? [];
      if (tests.some((folder) => node.original_file_path.startsWith(`${folder}/`)))
        return [id, node] as const;
      const found = namesOf(context, id).map((name) => ({ name, type: null, description: '' }));
      return [id, { ...node, arguments: found }] as const;
    }),
  );

function patched(macro: MacroNode, entry: PropertyEntry, keepsArguments: boolean): MacroNode {
  const { data } = entry;
  const config = mappingOf(data.config);
  const meta: JsonObject = { ...objectOf(data.meta), ...objectOf(config.meta) };
  const docs: JsonObject = { show: true, node_color: null, ...objectOf(config.docs ?? data.docs) };
  const described = listOf(data.arguments).map(mappingOf).map(argument);
  return {
    ...macro,
    description: textOf(data.description) ?? '',
    meta,
    docs,
    config: { meta, docs },
    patch_path: patchPath(entry),
    arguments: keepsArguments && described.length === 0 ? macro.arguments : described,
  };
}

const argument = (one: { readonly [key: string]: unknown }): JsonObject => ({
  name: String(one.name),
  type: textOf(one.type),
  description: textOf(one.description) ?? '',
});

function missing(entry: PropertyEntry, nodes: ReadonlyMap<MacroId, MacroNode>): Diagnostic {
  const own = [...nodes.values()]
    .filter((macro) => macro.package_name === entry.file.packageName)
    .map((macro) => macro.name);
  const help = didYouMean(entry.name, own);
  const message = `Found patch for macro "${entry.name}" which was not found`;
  return { code: 'TD207', message, at: placeIn(entry, 'name'), ...(help ? { help } : {}) };
}

function twice(entry: PropertyEntry, first: string): Diagnostic {
  const message = `dbt found two schema.yml entries for the same macro in package ${entry.file.packageName} named ${entry.name}. Macros may only be described a single time.`;
  return {
    code: 'TD208',
    message,
    at: placeIn(entry, 'name'),
    help: `remove one of the two: the other is in ${first.split('://')[1]}`,
  };
}

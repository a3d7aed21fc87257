import type { Diagnostic } from '../../core/diagnostic.ts';
import { type MacroId, macroId } from '../../core/ids.ts';
import { createMacroIndex, type MacroIndex, type MacroNode } from '../../manifest/index.ts';
import type { ProjectFile } from '../../project/project.ts';
import type { Macros } from '../../scope/index.ts';
import { type Definition, parseTemplate } from '../../template/index.ts';
import { attempt, type MacroParseContext, type ParseContext, projectFlag } from '../context/context.ts';

/** The macros of all packages: as nodes, as code, and by name. */
export interface ParsedMacros {
  readonly nodes: ReadonlyMap<MacroId, MacroNode>;
  readonly macros: Macros;
}

/** A macro where it was found. */
interface FoundMacro {
  readonly id: MacroId;
  readonly file: ProjectFile;
  readonly definition: Definition;
}

/** Reads all macros and generic tests; two of one name in one package are a TD203. */
export function parseMacros(context: ParseContext): ParsedMacros {
  const found = new Map<MacroId, FoundMacro>();
  for (const file of [...context.project.files.macro, ...context.project.files['generic-test']]) {
    for (const macro of macrosOf(context, file)) {
      const known = found.get(macro.id);
      if (known) context.report(duplicate(known, macro));
      else found.set(macro.id, macro);
    }
  }
  const index = indexOf(context, found.values());
  const nodes = Array.from(found.values(), (macro) => [macro.id, macroNode(context, index, macro)] as const);
  const definitions = Array.from(found.values(), (macro) => [macro.id, macro.definition] as const);
  return { nodes: new Map(nodes), macros: { index, definitions: new Map(definitions) } };
}

function macrosOf(context: ParseContext, file: ProjectFile): readonly FoundMacro[] {
  const template = attempt(context.report, () => {
    const text = file.text();
    const standard = context.packages.get(file.packageName)?.kind === 'standard';
    const saved = standard ? context.savedMacros?.(text) : undefined;
    return parseTemplate(
      text,
      { file: file.shownPath },
      { definitionsOnly: true, ...(saved ? { saved } : {}) },
    );
  });
  const definitions = template?.definitions ?? [];
  return definitions
    .filter(({ kind }) => kind === 'macro' || kind === 'test' || kind === 'materialization')
    .map((definition) => ({ id: macroId(`macro.${file.packageName}.${definition.name}`), file, definition }));
}

function duplicate(first: FoundMacro, second: FoundMacro): Diagnostic {
  const { name } = second.definition;
  const places = [first, second].map((one) => `\n - ${one.file.path}`).join('');
  return {
    code: 'TD203',
    message: `dbt found multiple macros named "${name}" in the project "${second.file.packageName}":${places}`,
    at: second.definition.span,
    help: `rename or remove one of the two`,
  };
}

function indexOf(context: ParseContext, macros: Iterable<FoundMacro>): MacroIndex {
  const { project, world } = context;
  return createMacroIndex({
    macros: Array.from(macros, ({ id, file, definition }) => ({
      unique_id: id,
      name: definition.name,
      package_name: file.packageName,
    })),
    rootPackage: project.name,
    standardPackages: standardPackages(context),
    packages: project.packages.map((one) => one.name),
    adapterPrefixes: [world.adapter.name, ...world.adapter.parents, 'default'],
    dispatch: project.rootPackage.dispatch,
    allowPackageMaterializations: !projectFlag(
      context,
      'require_explicit_package_overrides_for_builtin_materializations',
      true,
    ),
  });
}

/** The packages of the standard library, the adapter's own before `dbt`. */
export function standardPackages(context: ParseContext): readonly string[] {
  const names = context.project.packages.filter((one) => one.kind === 'standard').map((one) => one.name);
  return [...names.filter((name) => name !== 'dbt'), ...names.filter((name) => name === 'dbt')];
}

function macroNode(context: ParseContext, index: MacroIndex, macro: FoundMacro): MacroNode {
  const { id, file, definition } = macro;
  const docs = { show: true, node_color: null };
  let calls: readonly MacroId[] | undefined;
  return {
    name: definition.name,
    resource_type: 'macro',
    package_name: file.packageName,
    path: file.path,
    original_file_path: file.path,
    unique_id: id,
    macro_sql: definition.source,
    depends_on: {
      get macros() {
        calls ??= calledMacros(index, file.packageName, definition);
        return calls;
      },
    },
    description: '',
    meta: {},
    docs,
    config: { meta: {}, docs },
    patch_path: null,
    arguments: [],
    created_at: context.createdAt,
    supported_languages:
      definition.kind === 'materialization' ? (definition.supportedLanguages ?? ['sql']) : null,
  };
}

/** Which macros the calls in a macro's text mean; a call of the bare own name is a dispatch to another macro. */
export function calledMacros(
  index: MacroIndex,
  packageName: string,
  definition: Definition,
): readonly MacroId[] {
  const ids = new Set<MacroId>();
  for (const call of definition.calls) {
    if (call === definition.name) continue;
    const id = resolveCall(index, packageName, call);
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}

function resolveCall(index: MacroIndex, packageName: string, call: string): MacroId | undefined {
  const [space, name] = call.split('>');
  if (name !== undefined) {
    const dispatched = index.dispatch(name, space || null, packageName);
    return dispatched.kind === 'found' ? dispatched.id : undefined;
  }
  const [first = '', second] = call.split('.');
  return second === undefined ? index.mentioned(call, packageName) : index.mentioned(second, first);
}

/** The context with macros, for all steps that render. */
export function withMacros(context: ParseContext, macros: Macros): MacroParseContext {
  return { ...context, macros, standard: new Set(standardPackages(context)) };
}

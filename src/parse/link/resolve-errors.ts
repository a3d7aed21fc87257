import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import type {
  ExposureNode,
  Found,
  Lookup,
  ManifestNode,
  RefArgs,
  SemanticModelNode,
  SourceNode,
} from '../../manifest/index.ts';

/** Who asked for something, and where. */
export interface Missing {
  readonly thing: ManifestNode | ExposureNode | SemanticModelNode;
  readonly at: Span;
}

/** As Python's title(): `semantic_model` becomes `Semantic_Model`. */
export const title = (text: string): string => text.replace(/(^|_)[a-z]/g, (start) => start.toUpperCase());

const subject = ({ thing }: Missing): string =>
  `${title(thing.resource_type)} '${thing.unique_id}' (${thing.original_file_path})`;

/** A ref to nothing, or to something that is switched off. */
export function missingRef(
  missing: Missing,
  lookup: Lookup,
  ref: RefArgs,
  found: Found<ManifestNode>,
): Diagnostic {
  const version = ref.version === null ? '' : `with version '${ref.version}' `;
  const where = ref.package === null ? '' : `in package or project '${ref.package}' `;
  const what = `${subject(missing)} depends on a node named '${ref.name}' ${version}${where}which`;
  if (found.kind === 'disabled') return disabled(missing, `${what} is disabled`, found.node.unique_id);
  const help = ref.version === null ? didYouMean(ref.name, lookup.refNames()) : undefined;
  return absent(missing, 'TD201', `${what} was not found`, help);
}

/** A function that is not there, or switched off. */
export function missingFunction(
  missing: Missing,
  lookup: Lookup,
  args: readonly string[],
  found: Found<ManifestNode>,
): Diagnostic {
  const name = args.at(-1) ?? '';
  const where = args.length > 1 ? ` in package or project '${args[0]}'` : '';
  const what = `${subject(missing)} depends on a function named '${name}'${where} which`;
  if (found.kind === 'disabled') return disabled(missing, `${what} is disabled`, found.node.unique_id);
  return absent(missing, 'TD201', `${what} was not found`, didYouMean(name, lookup.functionNames()));
}

/** A source that is not there, or switched off. */
export function missingSource(
  missing: Missing,
  lookup: Lookup,
  mention: { readonly source: string; readonly table: string },
  found: Found<SourceNode>,
): Diagnostic {
  const name = `${mention.source}.${mention.table}`;
  const what = `${subject(missing)} depends on a source named '${name}' which`;
  if (found.kind === 'disabled') return disabled(missing, `${what} is disabled`, found.node.unique_id);
  return absent(missing, 'TD202', `${what} was not found`, didYouMean(name, lookup.sourceNames()));
}

function disabled(missing: Missing, message: string, id: string): Diagnostic {
  const { thing, at } = missing;
  if (thing.resource_type === 'test') return { code: 'TD215', message, at, node: thing.unique_id };
  return {
    code: 'TD214',
    message,
    at,
    node: thing.unique_id,
    help: `switch ${id} on again, or do not refer to it`,
  };
}

function absent(
  missing: Missing,
  code: 'TD201' | 'TD202',
  message: string,
  help: string | undefined,
): Diagnostic {
  const { thing, at } = missing;
  return {
    code: thing.resource_type === 'test' ? 'TD215' : code,
    message,
    at,
    node: thing.unique_id,
    ...(help ? { help } : {}),
  };
}

/** A name that several packages have. */
export function ambiguous({ thing, at }: Missing, nodes: readonly (ManifestNode | SourceNode)[]): Diagnostic {
  const [first] = nodes;
  const ids = nodes.map((node) => `'${node.unique_id}'`).join(', ');
  const packages = nodes.map((node) => `'${node.package_name}'`).join(' or ');
  return {
    code: 'TD201',
    message: `When referencing '${first?.name}', dbt found nodes in multiple packages: ${ids}`,
    at,
    node: thing.unique_id,
    help: `name the package, ${packages}, as the first argument of ref`,
  };
}

/**
 * A ref to a private model from outside of its group, or, where its package restricts access, to a private or protected
 * one from another package; nothing when it is allowed.
 */
export function forbiddenRef(
  { thing, at }: Missing,
  target: ManifestNode,
  isRestricted: (packageName: string) => boolean,
): readonly Diagnostic[] {
  if (target.resource_type !== 'model' || target.access === 'public') return [];
  const isForeign = thing.package_name !== target.package_name && isRestricted(target.package_name);
  const group = 'group' in thing ? thing.group : null;
  const isOutside = target.access === 'private' && (!group || group !== target.group);
  if (!isForeign && !isOutside) return [];
  const scope =
    target.access === 'private' ? `'${target.group ?? ''}' group` : `'${target.package_name}' package`;
  const message = `Node ${thing.unique_id} attempted to reference node ${target.unique_id}, which is not allowed because the referenced node is ${target.access} to the ${scope}.`;
  const help = isForeign
    ? `${target.package_name} sets restrict-access: ref one of its models with access: public`
    : `put it in the group '${target.group ?? ''}' too, or ref a model that is not private`;
  return [{ code: 'TD201', message, at, node: thing.unique_id, level: 'error', help }];
}

import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { ModelNode } from '../../manifest/index.ts';
import type { Built } from '../nodes/built.ts';

/** Warns of models that are past their deprecation_date, and of refs to models that have one. */
export function deprecatedModels(enabled: readonly Built[], now: Date): readonly Diagnostic[] {
  const dated = enabled.flatMap(({ node, at, entry }) =>
    node.resource_type === 'model' && node.deprecation_date !== null
      ? [{ node, at: entry?.document.place([...entry.path, 'deprecation_date']) ?? at }]
      : [],
  );
  if (dated.length === 0) return [];
  const byId = new Map<NodeId, ModelNode>(dated.map(({ node }) => [node.unique_id, node]));
  const past = dated.filter(({ node }) => isPast(node, now));
  return [
    ...past.map(({ node, at }) => ({ ...passedDate(node), at })),
    ...enabled.flatMap((one) => refsOfDated(one, byId, now)),
  ];
}

const isPast = ({ deprecation_date: date }: ModelNode, now: Date): boolean =>
  date !== null && new Date(date).getTime() < now.getTime();

const fullName = ({ name, version }: ModelNode): string => (version === null ? name : `${name}.v${version}`);

const versionText = (version: string | number | null): string => (version === null ? '' : String(version));

function passedDate(model: ModelNode): Omit<Diagnostic, 'at'> {
  const { name, version, deprecation_date: date } = model;
  const data = { model_name: name, model_version: versionText(version), deprecation_date: date ?? '' };
  return {
    code: 'TD226',
    message: `Model ${fullName(model)} has passed its deprecation date of ${date}. This model should be disabled or removed.`,
    node: model.unique_id,
    event: { name: 'DeprecatedModel', data },
  };
}

function refsOfDated(
  { node, at, captured }: Built,
  dated: ReadonlyMap<NodeId, ModelNode>,
  now: Date,
): readonly Diagnostic[] {
  if (node.resource_type !== 'model') return [];
  return node.depends_on.nodes.flatMap((id) => {
    const target = dated.get(id);
    if (target === undefined) return [];
    const place = captured.refs.find((ref) => ref.name === target.name)?.at ?? at;
    return [{ ...refOfDated(node.name, target, isPast(target, now)), at: place, node: node.unique_id }];
  });
}

function refOfDated(name: string, target: ModelNode, isOver: boolean): Diagnostic {
  const { version, latest_version: latest, package_name: pack, deprecation_date: date } = target;
  const what = isOver ? `which was deprecated on '${date}'` : `which is slated for deprecation on '${date}'`;
  const hasNewer = version !== null && latest !== null && String(version) !== String(latest);
  const data = {
    model_name: name,
    ref_model_package: pack,
    ref_model_name: target.name,
    ref_model_version: versionText(version),
    ref_model_latest_version: versionText(latest),
    ref_model_deprecation_date: date ?? '',
  };
  return {
    code: 'TD227',
    message: `While compiling '${name}': Found a reference to ${fullName(target)}, ${what}.`,
    ...(hasNewer
      ? { help: `a newer version is there: {{ ref('${pack}', '${target.name}', v='${latest}') }}` }
      : {}),
    event: { name: isOver ? 'DeprecatedReference' : 'UpcomingReferenceDeprecation', data },
  };
}

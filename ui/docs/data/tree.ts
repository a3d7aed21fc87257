import { KINDS, type Project, type Resource } from './project.ts';

/** A branch of the tree at the side: folders above, resources below. */
export interface Branch {
  readonly name: string;
  /** Tells branches apart, whatever their names. */
  readonly key: string;
  readonly branches: readonly Branch[];
  readonly leaves: readonly Resource[];
  /** Resources below, at any depth. */
  readonly size: number;
}

type Path = readonly string[];

/** `area_2` before `area_10`. */
const BY_NAME = new Intl.Collator(undefined, { numeric: true });

/** By kind, then package (where there is more than one), then folder; sources by their group. */
export function projectTree(project: Project): readonly Branch[] {
  const listed = [...project.resources.values()].filter(isInTree);
  return KINDS.flatMap(({ kind, plural }) => {
    const members = listed.filter((resource) => resource.kind === kind);
    if (members.length === 0) return [];
    const packages = new Set(members.map((resource) => resource.package));
    return [
      branchOf(
        plural,
        plural,
        members.map((resource) => [pathOf(resource, packages.size > 1), resource] as const),
      ),
    ];
  });
}

/** By database and schema. */
export function databaseTree(project: Project): readonly Branch[] {
  const placed = [...project.resources.values()].flatMap((resource): (readonly [Path, Resource])[] =>
    resource.place && resource.listed && resource.kind !== 'test'
      ? [[[resource.place.database, resource.place.schema].filter((part) => part !== ''), resource]]
      : [],
  );
  return branchOf('', '', placed).branches;
}

/** Generic tests are listed with what they test. */
const isInTree = ({ kind, listed, details }: Resource): boolean =>
  listed && !(kind === 'test' && details.some(({ label }) => label === 'Test'));

function pathOf(resource: Resource, withPackage: boolean): Path {
  const group =
    resource.kind === 'source' ? [resource.title.slice(0, -resource.name.length - 1)] : resource.folders;
  return withPackage ? [resource.package, ...group] : group;
}

function branchOf(name: string, key: string, members: readonly (readonly [Path, Resource])[]): Branch {
  const below = members.filter(([path]) => path.length > 0);
  const groups = Map.groupBy(below, ([path]) => path[0] ?? '');
  const branches = [...groups]
    .sort(([a], [b]) => BY_NAME.compare(a, b))
    .map(([next, inside]) =>
      branchOf(
        next,
        `${key}/${next}`,
        inside.map(([path, resource]) => [path.slice(1), resource] as const),
      ),
    );
  const leaves = members.filter(([path]) => path.length === 0).map(([, resource]) => resource);
  leaves.sort((a, b) => BY_NAME.compare(a.name, b.name));
  return { name, key, branches, leaves, size: members.length };
}

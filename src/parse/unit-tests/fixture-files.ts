import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Project, ProjectFile } from '../../project/project.ts';
import type { Report } from '../context/context.ts';

/** The files below `tests/fixtures` by the names that unit tests give them. */
export interface FixtureFiles {
  /** The file of a name in a package. */
  find(packageName: string, name: string): ProjectFile | undefined;
  /** All names in a package, for "did you mean". */
  names(packageName: string): readonly string[];
}

/** Lists the fixtures of all packages; two of one name are reported (TD203). */
export function fixtureFiles(project: Project, report: Report): FixtureFiles {
  const known = new Map<string, Map<string, ProjectFile>>();
  for (const file of project.files.fixture) {
    const own = known.get(file.packageName) ?? new Map<string, ProjectFile>();
    known.set(file.packageName, own);
    const name = nameOf(file);
    const first = own.get(name);
    if (first) report(duplicate(name, first, file));
    else own.set(name, file);
  }
  return {
    find: (packageName, name) => known.get(packageName)?.get(name),
    names: (packageName) => [...(known.get(packageName)?.keys() ?? [])],
  };
}

const nameOf = ({ path }: ProjectFile): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.[^./]*$/, '');

function duplicate(name: string, first: ProjectFile, second: ProjectFile): Diagnostic {
  const id = `fixture.${second.packageName}.${name}`;
  return {
    code: 'TD203',
    message: `dbt found two fixtures with the name "${name}":\n- ${id} (${first.path})\n- ${id} (${second.path})`,
    at: { file: second.shownPath, line: 1, column: 1 },
    help: 'rename one of the two',
  };
}

import { failure, type Span } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/similar.ts';
import { type FixtureRow, givenInput, type Lookup, type SeedNode } from '../../manifest/index.ts';
import type { ParseContext } from '../context/context.ts';
import { pythonRepr } from '../context/data.ts';
import { csvRows } from './csv-rows.ts';

/** The rows of the seed that an input without rows names. Throws TD206 at `at` when there is no such seed. */
export function seedRows(
  context: ParseContext,
  lookup: Lookup,
  input: string,
  packageName: string,
  at: Span,
): readonly FixtureRow[] {
  const given = givenInput(input);
  if (given.kind !== 'ref') {
    const message = `the input ${input} has no rows: only those of seeds may be left out`;
    throw failure('TD206', message, { at, help: 'add rows: []' });
  }
  const name = given.ref.name;
  const owner = given.ref.package ?? packageName;
  const found = lookup.ref({ name, package: owner, version: null }, packageName);
  if (found.kind === 'found' && found.node.resource_type === 'seed')
    return rowsOfFile(context, found.node, at);
  const where =
    owner === packageName
      ? ` in directories: ${pythonRepr(context.packages.get(owner)?.paths.seed ?? [])}`
      : ` in '${owner}' package`;
  const help = didYouMean(name, lookup.refNames()) ?? 'give the input rows, or name a seed';
  throw failure('TD206', `Unable to find seed '${owner}.${name}' for unit tests${where}`, { at, help });
}

function rowsOfFile(context: ParseContext, seed: SeedNode, at: Span): readonly FixtureRow[] {
  const file = context.project.files.seed.find(
    (one) => one.packageName === seed.package_name && one.path === seed.original_file_path,
  );
  const { delimiter } = seed.config;
  return file ? csvRows(file.text(), at, typeof delimiter === 'string' ? delimiter : ',') : [];
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { failure } from '../../core/diagnostic.ts';
import { readPackageList } from '../package-list.ts';
import { reason } from '../read-text.ts';
import { isMapping } from '../yaml.ts';
import { type InstallContext, say } from './context.ts';

/** A package to be written into the list. */
export interface NewPackage {
  /** `dbt-labs/dbt_utils@1.3.0`, `https://…/x.git@v1`, `../shared`. */
  readonly text: string;
  readonly source: 'hub' | 'git' | 'local';
}

/** Adds an entry to packages.yml, or to dependencies.yml where the packages are; comments stay. TD115, TD701. */
export function addPackage(added: NewPackage, context: InstallContext): void {
  const { root, env, vars } = context;
  const { file } = readPackageList(root, { env, vars, base: root });
  const path = join(root, file);
  if (!existsSync(path)) {
    write(path, 'packages: []\n');
    say(context, 'Formatting', `Created ${file}`);
  }
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (!isSeq(document.get('packages'))) document.set('packages', document.createNode([]));
  const list = document.get('packages');
  if (!isSeq(list))
    throw failure('TD115', `The ${file} file in this project is malformed: packages: must be a list`);
  const { name, version } = split(added);
  removeTwins(list, name, context);
  list.flow = false;
  list.add(document.createNode(entryOf(added.source, name, version)));
  write(path, document.toString({ lineWidth: 0 }));
  const shown = version === undefined ? name : `${name}@${version}`;
  say(context, 'DepsAddPackage', `Added new package ${shown} to ${path}`);
}

/** A version follows an @; those of git addresses themselves are none. */
function split({ text, source }: NewPackage): { name: string; version: string | undefined } {
  const patterns = source === 'git' ? [/^(.+\.git)@([^@]+)$/, /^(.+)@([^@/:]+)$/] : [/^([^@]+)@([^@]+)$/];
  const [, name = text, version] = patterns.map((one) => one.exec(text)).find((one) => one !== null) ?? [];
  return { name, version };
}

function entryOf(source: NewPackage['source'], name: string, version: string | undefined) {
  const key = source === 'hub' ? 'package' : source;
  if (version === undefined) return { [key]: name };
  return {
    [key]: name,
    [source === 'git' ? 'revision' : 'version']: version.includes(',') ? version.split(',') : version,
  };
}

/** The same package, from wherever: `dbt-labs/dbt_utils`, `https://github.com/dbt-labs/dbt-utils.git`. */
function removeTwins(list: YAMLSeq, name: string, context: InstallContext): void {
  const entries: unknown = list.toJSON();
  if (!Array.isArray(entries)) return;
  for (const [i, entry] of [...entries.entries()].reverse()) {
    if (!isMapping(entry) || !isTwin(entry, name)) continue;
    list.delete(i);
    const shown = Object.fromEntries(Object.entries(entry).filter(([, value]) => typeof value !== 'boolean'));
    say(
      context,
      'DepsFoundDuplicatePackage',
      `Found duplicate package in packages.yml, removing: ${JSON.stringify(shown)}`,
    );
  }
}

function isTwin(entry: { readonly [key: string]: unknown }, name: string): boolean {
  const label = entry.package ?? entry.git ?? entry.local ?? entry.tarball ?? entry.private;
  if (typeof label !== 'string') return false;
  const own =
    name
      .replace(/\.git$/, '')
      .split('/')
      .at(-1) ?? name;
  return [name, own].some((one) =>
    `/${plain(label)}/`.replaceAll('.', '/').includes(`/${plain(one).replaceAll('.', '/')}/`),
  );
}

const plain = (text: string): string => text.replaceAll('-', '_');

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw failure('TD701', `${path} cannot be written: ${reason(error)}`, { cause: error });
  }
}

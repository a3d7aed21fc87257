/** What the build keeps of the standard library: the definitions of every macro file, by the hash of its text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textHash } from '../../src/engine/saved-macros.ts';
import { parseTemplate, saveDefinitions } from '../../src/template/index.ts';

/** The JSON text for the package in `root`. */
export function standardMacros(root: string): string {
  const files = ['macros', 'adapters'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const macros = files.filter((file) => file.endsWith('.sql')).sort();
  const entries = macros.map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const { definitions } = parseTemplate(text, { file }, { definitionsOnly: true });
    return [textHash(text), saveDefinitions(definitions)] as const;
  });
  return JSON.stringify(Object.fromEntries(entries));
}

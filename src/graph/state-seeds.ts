import type { JsonObject } from '../core/json.ts';
import { type SeedNode, savedPart } from '../manifest/index.ts';
import type { Report } from './state-contract.ts';

/** Whether a seed's file is what it was. Of files over 1 MB only the path is known: TD406 tells what that means. */
export function sameSeed(node: SeedNode, old: JsonObject, report: Report): boolean {
  const before = savedPart(old, 'checksum');
  const same = node.checksum.name === before.name && node.checksum.checksum === before.checksum;
  if (node.checksum.name !== 'path') return same;
  const found = `Found a seed (${node.package_name}.${node.name}) >1MB in size`;
  const at = { file: node.original_file_path, line: 1, column: 1 };
  if (same)
    report({
      code: 'TD406',
      message: `${found} at the same path, dbt cannot tell if it has changed: assuming they are the same`,
      at,
      help: 'select it by its name when its rows have changed',
    });
  else if (before.name === 'path')
    report({
      code: 'TD407',
      message: `${found}. The previous file was in a different location, assuming it has changed`,
      at,
    });
  else
    report({
      code: 'TD407',
      message: `${found}. The previous file was <=1MB, so it has changed`,
      at,
    });
  return same;
}

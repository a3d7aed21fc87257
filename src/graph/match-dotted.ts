import { failure } from '../core/diagnostic.ts';
import type { GraphNode } from '../manifest/index.ts';
import { fnmatch } from './fnmatch.ts';

type Test = (node: GraphNode) => boolean;

/** `source`, `source.table` or `package.source.table`. Throws TD402. */
export function sourceTest(value: string): Test {
  const parts = value.split('.');
  if (parts.length > 3) {
    const forms = '`source_name`, `source_name.table_name`, or `package_name.source_name.table_name`';
    throw failure('TD402', `Invalid source selector value "${value}". Sources must be of the form ${forms}`);
  }
  const [name = '*', table = '*'] = parts.length === 3 ? parts.slice(1) : parts;
  const packageName = parts.length === 3 ? (parts[0] ?? '*') : '*';
  return (node) =>
    node.resource_type === 'source' &&
    fnmatch(node.package_name, packageName) &&
    fnmatch(node.source_name, name) &&
    fnmatch(node.name, table);
}

/** `name` or `package.name` of one kind of resource. Throws TD402. */
export function namedTest(kind: GraphNode['resource_type'], value: string): Test {
  const parts = value.split('.');
  if (parts.length > 2) {
    const words = kind.replaceAll('_', ' ');
    const form = `the form ${kind}_name or package_name.${kind}_name`;
    throw failure('TD402', `Invalid ${words} selector value "${value}". It must be of ${form}`);
  }
  const name = parts[parts.length - 1] ?? '*';
  const packageName = parts.length === 2 ? (parts[0] ?? '*') : '*';
  return (node) =>
    node.resource_type === kind && fnmatch(node.package_name, packageName) && fnmatch(node.name, name);
}

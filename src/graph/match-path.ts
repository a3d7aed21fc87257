import type { NodeId } from '../core/ids.ts';
import type { GraphNode } from '../manifest/index.ts';
import { compiled } from './fnmatch.ts';

/**
 * The nodes whose file, properties file or a folder of it matches a path or glob, seen from the root project:
 * `models/staging`, `models/**` + `/stg_*.sql`. Nodes of packages match only where the root project has the same path.
 */
export function matchPath(nodes: Iterable<GraphNode>, pattern: string, projectName: string): Set<NodeId> {
  const wanted = pathPattern(pattern);
  const hits = new Map<GraphNode, string[]>();
  const known = new Set<string>();
  for (const node of nodes) {
    const paths = pathsOf(node).filter((path) => wanted.test(path));
    if (paths.length === 0) continue;
    hits.set(node, paths);
    if (node.package_name === projectName) for (const path of paths) known.add(path);
  }
  const found = new Set<NodeId>();
  for (const [node, paths] of hits) if (paths.some((path) => known.has(path))) found.add(node.unique_id);
  return found;
}

function pathsOf(node: GraphNode): string[] {
  const patch =
    'patch_path' in node && typeof node.patch_path === 'string' ? node.patch_path.split('://')[1] : null;
  const folders = withFolders(node.original_file_path);
  return patch ? [...folders, patch] : folders;
}

function withFolders(path: string): string[] {
  const parts = path.replaceAll('\\', '/').split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
}

/** A glob as pathlib reads it: `*` stays within one part, `**` is any number of folders. */
function pathPattern(pattern: string): RegExp {
  const parts = pattern
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const source = parts.map((part, i) => {
    if (part === '**') return i === parts.length - 1 ? '(?:[^/]+/)*[^/]+' : '(?:[^/]+/)*';
    const inner = compiled(part)
      .source.replace(/^\^\(\?:|\)\$$/g, '')
      .replaceAll('.*', '[^/]*');
    return i === parts.length - 1 ? inner : `${inner}/`;
  });
  return new RegExp(`^${source.join('')}$`, 's');
}

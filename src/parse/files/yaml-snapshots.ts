import { failure } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import { parseTemplate, type Template } from '../../template/index.ts';
import { attempt, lazySpan, type ParseContext } from '../context/context.ts';
import { type PropertyEntry, placeIn } from '../properties/properties.ts';
import { fqnOf, type NodeFile, sha256 } from './node-files.ts';

/** Snapshots that stand in properties alone: `relation: ref('x')` says what they are taken of. */
export function yamlSnapshots(context: ParseContext, entries: readonly PropertyEntry[]): readonly NodeFile[] {
  return entries
    .filter(({ section, data }) => section === 'snapshots' && data.relation !== undefined)
    .map((entry) => snapshotOf(context, entry));
}

function snapshotOf(context: ParseContext, entry: PropertyEntry): NodeFile {
  const { file, name } = entry;
  const relation = String(entry.data.relation);
  const code = `select * from {{ ${relation} }}`;
  return {
    kind: 'snapshot',
    name,
    packageName: file.packageName,
    file,
    id: nodeId(`snapshot.${file.packageName}.${name}`),
    path: `${file.relativePath}/${name}.sql`,
    fqn: fqnOf(file.packageName, file.relativePath, name),
    code,
    checksum: sha256(entry.document.text.trim()),
    template: attempt(context.report, () => templateOf(entry, relation, code)) ?? null,
    at: lazySpan(file.shownPath, () => placeIn(entry, 'name')),
  };
}

/** The query as a template; TD206 when the relation is anything but one ref or source. */
function templateOf(entry: PropertyEntry, relation: string, code: string): Template {
  const at = placeIn(entry, 'relation');
  const template = parseTemplate(code, { file: at.file, line: at.line, column: at.column });
  const [call, ...more] = template.statics ?? [];
  if ((call?.name === 'ref' || call?.name === 'source') && more.length === 0) return template;
  throw failure('TD206', `Invalid ref or source expression: ${relation}`, {
    at,
    help: "relation: ref('model'), or relation: source('source', 'table')",
  });
}

import type { Json } from '../../core/json.ts';
import { isMapping } from '../../project/yaml.ts';
import type { ParseContext } from '../context/context.ts';
import type { RelationNames } from './names.ts';

/** The name of a relation as SQL: each part quoted as the project, or the node's own `quoting`, wants. */
export function relationName(context: ParseContext, names: RelationNames, quoting: Json | undefined): string {
  const own = isMapping(quoting) ? quoting : {};
  const { quote } = context.world.adapter.identifiers;
  const quoted = (part: 'database' | 'schema' | 'identifier', name: string): string => {
    const wanted = own[part] ?? context.world.quoting[part];
    return wanted === true ? `${quote}${name}${quote}` : name;
  };
  const database = names.database === null ? [] : [quoted('database', names.database)];
  return [...database, quoted('schema', names.schema), quoted('identifier', names.alias)].join('.');
}

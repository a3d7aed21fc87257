import type { CallArguments, Value } from '../../template/index.ts';
import type { ParseContext } from '../context/context.ts';
import type { Member } from '../context/lazy-scope.ts';
import { MetricValue } from '../values/metric-value.ts';
import { relationValue } from '../values/relation-value.ts';
import { nameArguments, Resolver, refArguments, sourceArguments } from './references.ts';
import { projectRelation } from './relations.ts';

/** ref(), source(), metric() and function() while parsing: remembered; what they give is the relation of the part itself, as in dbt. */
export const parseReferences: Readonly<Record<string, Member<ParseContext>>> = {
  ref: (context) =>
    new Resolver('ref', context.world, (call) => {
      context.capture.refs.push({ ...refArguments(call), at: placeOf(call) });
      return ownRelation(context);
    }),
  source: (context) =>
    new Resolver('source', context.world, (call) => {
      const [source, table] = sourceArguments(call);
      context.capture.sources.push({ source, table, at: placeOf(call) });
      return ownRelation(context);
    }),
  metric: (context) =>
    new Resolver('metric', context.world, (call) => {
      const args = nameArguments(call, 'metric');
      context.capture.metrics.push({ args, at: placeOf(call) });
      return new MetricValue(args);
    }),
  function: (context) =>
    new Resolver('function', context.world, (call) => {
      context.capture.functions.push({ args: nameArguments(call, 'function'), at: placeOf(call) });
      return ownRelation(context);
    }),
};

const placeOf = (call: CallArguments): CallArguments['frames'][number] | null => call.frames[0] ?? null;

/** The relation of the part that is parsed, as far as its name is known. */
export function ownRelation({ world, part }: ParseContext): Value {
  return relationValue(
    projectRelation(world, { database: part.database, schema: part.schema, identifier: part.alias }),
  );
}

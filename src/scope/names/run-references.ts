import type { NodeId } from '../../core/ids.ts';
import { chain, type MaybePromise } from '../../core/maybe-promise.ts';
import { didYouMean } from '../../core/similar.ts';
import type { Found, ManifestNode, RefArgs, SourceNode } from '../../manifest/index.ts';
import type { CallArguments, Value } from '../../template/index.ts';
import { repr } from '../../template/python/print.ts';
import type { RunContext } from '../context/context.ts';
import { failAt } from '../context/fail.ts';
import type { Member } from '../context/lazy-scope.ts';
import { MetricValue } from '../values/metric-value.ts';
import { relationValue } from '../values/relation-value.ts';
import { referredRelation } from './deferred.ts';
import { readingOf } from './event-time.ts';
import { lookupOf } from './lookup.ts';
import { nameArguments, Resolver, refArguments, sourceArguments } from './references.ts';
import { ephemeralRelation, sourceRelation } from './relations.ts';

/** ref(), source() and function() at run time: relations of the warehouse. */
export const runReferences: Readonly<Record<string, Member<RunContext>>> = {
  ref: (context) => new Resolver('ref', context.world, (call) => runRef(context, call)),
  source: (context) => new Resolver('source', context.world, (call) => runSource(context, call)),
  metric: (context) => new Resolver('metric', context.world, (call) => runMetric(context, call)),
  function: (context) => new Resolver('function', context.world, (call) => runFunction(context, call)),
};

/** A metric with its fields: metric('revenue').label. */
function runMetric({ runtime }: RunContext, call: CallArguments): MetricValue {
  const args = nameArguments(call, 'metric');
  const [name, packageName] = args.toReversed();
  const found = [...runtime.manifest.metrics.values()].find(
    (one) => one.name === name && (packageName === undefined || one.package_name === packageName),
  );
  return new MetricValue(args, found);
}

function runRef(context: RunContext, call: CallArguments): MaybePromise<Value> {
  const args = refArguments(call);
  const lookup = lookupOf(context.runtime.manifest);
  const node = found(
    context,
    call,
    'node',
    refText(args),
    lookup.ref(args, context.packageName),
    lookup.refNames(),
  );
  return context.hooks.standIn
    ? standIn(context, node.unique_id, call)
    : refRelation(context, node, args, call);
}

/** What the unit test gives for a node or source; TD222 where it gives nothing. */
function standIn({ hooks, subject }: RunContext, id: NodeId, call: CallArguments): Value {
  const relation = hooks.standIn?.(id);
  if (relation) return relationValue(relation);
  const message = `The unit test gives no rows for '${id}', which '${subject.id}' selects from`;
  const help = 'add it to the given: of the test, with rows: [] where none are needed';
  throw failAt(call, 'TD222', message, { help });
}

/** The relation of a node that a ref means; reports ephemeral ones to whoever compiles. */
function refRelation(
  context: RunContext,
  node: ManifestNode,
  args: RefArgs,
  call: CallArguments,
): MaybePromise<Value> {
  const ephemeral = node.resource_type === 'model' && node.config.materialized === 'ephemeral';
  if (!foreseen(context, node.unique_id)) throw unforeseen(context, call, args);
  const reading = readingOf(context, node);
  if (!ephemeral) return chain(referredRelation(context, node, call, reading), relationValue);
  if (!context.hooks.ephemeral) {
    throw failAt(call, 'TD313', `Operations can not ref() ephemeral nodes, but ${node.name} is ephemeral`);
  }
  context.hooks.ephemeral(node);
  return relationValue(ephemeralRelation(node, reading));
}

function foreseen({ node, hooks }: RunContext, id: NodeId): boolean {
  return !node || hooks.anyRef === true || node.depends_on.nodes.includes(id);
}

function runSource(context: RunContext, call: CallArguments): Value {
  const [source, table] = sourceArguments(call);
  const lookup = lookupOf(context.runtime.manifest);
  const name = `'${source}.${table}' `;
  const node: SourceNode = found(
    context,
    call,
    'source',
    name,
    lookup.source(source, table, context.packageName),
    lookup.sourceNames(),
  );
  if (context.hooks.standIn) return standIn(context, node.unique_id, call);
  return relationValue(sourceRelation(context.world, node, readingOf(context, node)));
}

function runFunction(context: RunContext, call: CallArguments): MaybePromise<Value> {
  const args = nameArguments(call, 'function');
  const lookup = lookupOf(context.runtime.manifest);
  const result = lookup.function(args, context.packageName);
  const node = found(context, call, 'function', `'${args.at(-1)}' `, result, lookup.functionNames());
  return chain(referredRelation(context, node, call), relationValue);
}

function found<T>(
  context: RunContext,
  call: CallArguments,
  kind: string,
  text: string,
  result: Found<T>,
  names: Iterable<string>,
): T {
  if (result.kind === 'found') return result.node;
  if (result.kind === 'ambiguous' && result.nodes[0] !== undefined) return result.nodes[0];
  const off = result.kind === 'disabled';
  const message = missingText(context, kind, text, off ? 'is disabled' : 'was not found');
  const help = off ? undefined : didYouMean(text.split("'")[1] ?? '', names);
  throw failAt(call, off ? 'TD214' : kind === 'source' ? 'TD202' : 'TD201', message, help ? { help } : {});
}

function missingText({ subject }: RunContext, kind: string, text: string, reason: string): string {
  const title = subject.resourceType.charAt(0).toUpperCase() + subject.resourceType.slice(1);
  return `${title} '${subject.id}' (${subject.path}) depends on a ${kind} named ${text}which ${reason}`;
}

function refText({ name, package: packageName, version }: RefArgs): string {
  const versioned = version === null ? '' : `with version '${version}' `;
  return `'${name}' ${versioned}${packageName === null ? '' : `in package or project '${packageName}' `}`;
}

function unforeseen({ subject }: RunContext, call: CallArguments, args: RefArgs): Error {
  const names = args.package === null ? [args.name] : [args.package, args.name];
  const version = args.version === null ? '' : `, version=${repr(args.version)}`;
  const hint = `-- depends_on: {{ ref(${names.map((name) => `'${name}'`).join(', ')}${version}) }}`;
  const message =
    `dbt was unable to infer all dependencies for the model "${subject.name}".\n` +
    'This typically happens when ref() is placed within a conditional block.\n\n' +
    `To fix this, add the following hint to the top of the model "${subject.name}":\n\n${hint}`;
  return failAt(call, 'TD312', message, { help: hint });
}

import type { Diagnostic } from '../../core/diagnostic.ts';
import type { NodeId } from '../../core/ids.ts';
import type { Json } from '../../core/json.ts';
import { GRAINS, grainOf } from '../../core/moments.ts';
import { isMicrobatch, runsInBatches } from '../../manifest/index.ts';
import { fromHost, typeName } from '../../template/index.ts';
import { isBegin } from '../config/begin.ts';
import { type MacroParseContext, projectFlag } from '../context/context.ts';
import type { Built } from '../nodes/built.ts';
import { placeIn } from '../properties/properties.ts';
import type { BuiltSource } from '../resources/sources.ts';

/** What is wrong with microbatch models and what they read: TD212, TD230 to TD232. */
export function microbatchProblems(
  context: MacroParseContext,
  enabled: readonly Built[],
  sources: readonly BuiltSource[],
): readonly Diagnostic[] {
  const models = enabled.filter(({ node }) => isMicrobatch(node));
  const required = projectFlag(context, 'require_batched_execution_for_custom_microbatch_strategy', false);
  if (!runsInBatches(context.macros.index, context.project.name, required))
    return models.length > 0 ? [WITHOUT_BATCHES] : [];
  if (models.length === 0) return [];
  const inputs = new Map<NodeId, Built['node'] | BuiltSource['node']>(
    [...enabled, ...sources].map(({ node }) => [node.unique_id, node]),
  );
  return [
    ...models.flatMap((model) => [...wrongConfigs(model), ...wrongInputs(model, inputs)]),
    ...forcedConcurrency(context, enabled),
  ];
}

const WITHOUT_BATCHES: Diagnostic = {
  code: 'TD232',
  message:
    'The use of a custom microbatch macro outside of batched execution is deprecated: its models run as one, not in batches',
  help: 'set flags.require_batched_execution_for_custom_microbatch_strategy to true in the project file',
};

/** What a config must be, and how dbt says that it is not. */
const RULES: readonly (readonly [
  key: string,
  allows: (value: Json) => boolean,
  says: (value: Json) => string,
])[] = [
  [
    'event_time',
    isSet,
    () => "must provide an 'event_time' (string) config that indicates the name of the event time column.",
  ],
  [
    'event_time',
    isText,
    (value) => `must provide an 'event_time' config of type string, but got: ${typeOf(value)}.`,
  ],
  [
    'begin',
    isSet,
    () =>
      "must provide a 'begin' (datetime) config that indicates the earliest timestamp the microbatch model should be built from.",
  ],
  ['begin', isText, (value) => `must provide a 'begin' config of type datetime, but got: ${typeOf(value)}.`],
  [
    'begin',
    isBegin,
    (value) => `must provide a 'begin' config of valid datetime (ISO format), but got: ${value}.`,
  ],
  [
    'batch_size',
    (value) => grainOf(value) !== undefined,
    (value) =>
      `must provide a 'batch_size' config that is one of [${GRAINS.map((grain) => `'${grain}'`).join(', ')}], but got: ${value ?? 'None'}.`,
  ],
  [
    'lookback',
    (value) => value === null || Number.isInteger(value),
    (value) => `must provide the optional 'lookback' config as type int, but got: ${typeOf(value)}.`,
  ],
  [
    'concurrent_batches',
    (value) => value === null || typeof value === 'boolean',
    (value) =>
      `optional 'concurrent_batches' config must be of type \`bool\` if specified, but got: ${typeOf(value)}.`,
  ],
];

function isSet(value: Json): boolean {
  return value !== null;
}
function isText(value: Json): boolean {
  return typeof value === 'string';
}
const typeOf = (value: Json): string => `<class '${typeName(fromHost(value))}'>`;

/** Of each key the first thing that is wrong. */
function wrongConfigs(model: Built): readonly Diagnostic[] {
  const { node } = model;
  const found = new Map<string, Diagnostic>();
  for (const [key, allows, says] of RULES) {
    const value = node.config[key] ?? null;
    if (found.has(key) || allows(value)) continue;
    const message = `Microbatch model '${node.name}' ${says(value)}`;
    found.set(key, {
      code: 'TD212',
      message,
      at: placeOf(model, key),
      node: node.unique_id,
      help: HELP[key] ?? '',
    });
  }
  return [...found.values()];
}

const HELP: Readonly<Record<string, string>> = {
  event_time: "event_time='created_at'",
  begin: "begin='2024-01-01'",
  batch_size: "batch_size='day'",
  lookback: 'lookback=3',
  concurrent_batches: 'concurrent_batches=true',
};

/** Where the properties say it, else the model. */
function placeOf({ entry, at }: Built, key: string) {
  const config = entry?.data.config;
  const said = typeof config === 'object' && config !== null && key in config;
  return entry !== null && said ? placeIn(entry, 'config', key) : at;
}

function wrongInputs(
  { node, at }: Built,
  inputs: ReadonlyMap<NodeId, Built['node'] | BuiltSource['node']>,
): readonly Diagnostic[] {
  const times = node.depends_on.nodes.flatMap((id) => {
    const input = inputs.get(id);
    const time = input?.config.event_time ?? null;
    return input === undefined || !time ? [] : [{ input, time }];
  });
  const about = { at, node: node.unique_id };
  if (times.length === 0) return [{ ...noFilter(node.name), ...about }];
  return times
    .filter(({ time }) => typeof time !== 'string')
    .map(({ input, time }) => ({
      code: 'TD212',
      message: `Microbatch model '${node.name}' depends on an input node '${input.name}' with an 'event_time' config of invalid (non-string) type: ${typeOf(time)}.`,
      ...about,
    }));
}

const noFilter = (name: string): Diagnostic => ({
  code: 'TD230',
  message: `The microbatch model '${name}' has no 'ref' or 'source' input with an 'event_time' configuration. This means no filtering can be applied and can result in unexpected duplicate records in the resulting microbatch model.`,
  help: 'give its inputs an event_time: the column that says when a row happened',
});

function forcedConcurrency({ world }: MacroParseContext, enabled: readonly Built[]): readonly Diagnostic[] {
  const { name, capabilities } = world.adapter;
  if (capabilities.concurrentBatches === true) return [];
  const count = enabled.filter(({ node }) => node.config.concurrent_batches === true).length;
  if (count === 0) return [];
  const models = `${count} microbatch model${count === 1 ? '' : 's'}`;
  return [
    {
      code: 'TD231',
      message: `Found ${models} with the \`concurrent_batches\` config set to true, but the ${name} adapter does not support running batches concurrently. Batches will be run sequentially.`,
    },
  ];
}

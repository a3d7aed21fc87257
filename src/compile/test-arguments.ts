import type { Json } from '../core/json.ts';
import type { ManifestNode, TestNode } from '../manifest/index.ts';
import type { Extra, Runtime } from '../scope/index.ts';
import {
  fromHost,
  mayHoldTemplate,
  PyDict,
  PyFloat,
  parseTemplate,
  type Scope,
  type Value,
} from '../template/index.ts';
import { type Rendering, scopeOf } from './render.ts';

/** The name under which a generic test's template finds its arguments, as dbt has it. */
const NAME = '_dbt_generic_test_kwargs';

/** What a test's template sees besides, and the ephemeral models its arguments select from. */
export interface TestArguments {
  readonly names: Extra | undefined;
  readonly ephemeral: readonly ManifestNode[];
}

type Metadata = NonNullable<TestNode['test_metadata']>;

/** True for a test that stands in properties. */
export const isGeneric = (node: ManifestNode | null): boolean => metadataOf(node) !== undefined;

const metadataOf = (node: ManifestNode | null): Metadata | undefined =>
  node?.resource_type === 'test' ? node.test_metadata : undefined;

/** The arguments of a generic test, rendered as values; nothing for other nodes. */
export async function testArguments(runtime: Runtime, rendering: Rendering): Promise<TestArguments> {
  const metadata = metadataOf(rendering.node);
  if (!metadata) return { names: rendering.extra, ephemeral: [] };
  const ephemeral: ManifestNode[] = [];
  const { scope } = scopeOf(runtime, rendering, (node) => void ephemeral.push(node));
  const named: [string, Value][] = [];
  for (const [key, value] of Object.entries(metadata.kwargs)) {
    // A column's name is text, whatever it looks like.
    named.push([key, key === 'column_name' ? fromHost(value) : await render(value, scope, rendering)]);
  }
  return { names: new Map([...(rendering.extra ?? []), [NAME, new PyDict(named)]]), ephemeral };
}

const CALL = /^\s*(?:env_var|ref|var|source|doc)\s*\([\s\S]+\)\s*$/;

async function render(value: Json | PyFloat, scope: Scope, rendering: Rendering): Promise<Value> {
  if (value instanceof PyFloat) return value;
  if (typeof value === 'string') return renderText(value, scope, rendering);
  if (typeof value !== 'object' || value === null) return fromHost(value);
  if (Array.isArray(value)) {
    const items: Value[] = [];
    for (const item of value) items.push(await render(item, scope, rendering));
    return items;
  }
  const dict = new PyDict();
  for (const [key, item] of Object.entries(value)) dict.set(key, await render(item, scope, rendering));
  return dict;
}

async function renderText(text: string, scope: Scope, { template }: Rendering): Promise<Value> {
  const source = CALL.test(text) && !text.includes('{{') ? `{{ ${text} }}` : text;
  return mayHoldTemplate(source) ? parseTemplate(source, { file: template.file }).renderNative(scope) : text;
}

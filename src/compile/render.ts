import { failure } from '../core/diagnostic.ts';
import type { NodeId } from '../core/ids.ts';
import type { ManifestNode } from '../manifest/index.ts';
import {
  createRunScope,
  type Extra,
  type Overrides,
  type RunHooks,
  type RunScope,
  type Runtime,
  type Session,
} from '../scope/index.ts';
import { mayHoldTemplate, PyError, parseTemplate, type Scope, type Template } from '../template/index.ts';
import type { Calls } from './calls.ts';

/** What is rendered, and for whom. */
export interface Rendering {
  readonly template: Template;
  /** null for texts and operations: any ref is allowed then. */
  readonly node: ManifestNode | null;
  readonly packageName: string;
  readonly session: Session;
  readonly extra?: Extra | undefined;
  /** What a unit test puts in place of names and of relations. */
  readonly overrides?: Overrides | undefined;
  readonly standIn?: RunHooks['standIn'];
  readonly onCall?: Calls['onCall'];
  /** How errors speak of a text that is no node. */
  readonly name?: string;
}

/** A rendered text and the ephemeral models it selects from, in the order they were met. */
export interface Rendered {
  readonly text: string;
  readonly ephemeral: readonly ManifestNode[];
}

/** Renders a template at run time. Rejects with TsdbtError (TD2xx, TD3xx, TD501). */
export async function renderAtRunTime(runtime: Runtime, rendering: Rendering): Promise<Rendered> {
  const ephemeral = new Map<NodeId, ManifestNode>();
  const { scope } = scopeOf(runtime, rendering, (node) => void ephemeral.set(node.unique_id, node));
  const text = await textOf(rendering.template, scope);
  const { node, template } = rendering;
  const shown = node === null ? text : withoutMargins(text, template.source, node.raw_code);
  return { text: shown, ephemeral: [...ephemeral.values()] };
}

/** The text without the blanks around a file that are no part of `raw_code`. */
function withoutMargins(text: string, source: string, code: string): string {
  const at = code === source ? -1 : source.indexOf(code);
  if (at < 0) return text;
  const before = source.slice(0, at);
  // Jinja has taken the last line break already.
  const after = source.slice(at + code.length).replace(/\r?\n$/, '');
  const begun = text.startsWith(before) ? text.slice(before.length) : text;
  return after !== '' && begun.endsWith(after) ? begun.slice(0, -after.length) : begun;
}

/** The rendered text; what is no error of the template's own (a `return()` outside of a macro) gets its place here. */
async function textOf(template: Template, scope: Scope): Promise<string> {
  try {
    return await template.render(scope);
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    const at = { file: template.file, line: 1, column: 1, text: template.source };
    throw failure(error.code ?? 'TD305', error.message, { at, cause: error });
  }
}

/** The scope a rendering happens in. */
export function scopeOf(
  runtime: Runtime,
  rendering: Rendering,
  ephemeral: (node: ManifestNode) => void,
): RunScope {
  const { node, packageName, session, extra, overrides, standIn, onCall, name, template } = rendering;
  const id = name === undefined ? null : `sql_operation.${packageName}.${name}`;
  const subject = { name: name ?? '<Configuration>', id, resourceType: 'operation', path: template.file };
  const hooks = { ephemeral, ...(standIn ? { standIn } : {}), ...(node ? {} : { anyRef: true }) };
  const told = node ? {} : { subject };
  return createRunScope(runtime, { node, packageName, session, extra, overrides, onCall, hooks, ...told });
}

/** The parsed text of a node: kept from parsing, or parsed now. */
export const templateOf = (runtime: Runtime, node: ManifestNode): Template =>
  runtime.templates.get(node.unique_id) ?? parseTemplate(node.raw_code, { file: node.original_file_path });

/** True when a text needs no rendering. */
export const isPlain = (text: string): boolean => !mayHoldTemplate(text);

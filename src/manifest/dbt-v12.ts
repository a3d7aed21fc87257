import type { NodeId } from '../core/ids.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Manifest } from './manifest.ts';

/** What the artifact shows of a compiled node. */
export interface CompiledLike {
  readonly code: string;
  readonly compiledCode: string;
  readonly extraCtes: readonly { readonly id: NodeId; readonly sql: string }[];
}

/** What a manifest.json needs besides the manifest. */
export interface DbtManifestInput {
  readonly compiled: ReadonlyMap<NodeId, CompiledLike>;
  /** unique_id → the ids it stands on. */
  readonly parentMap: { readonly [id: string]: readonly string[] };
  /** unique_id → the ids that stand on it. */
  readonly childMap: { readonly [id: string]: readonly string[] };
  /** Overrides and additions to `metadata`: generated_at, invocation_id, dbt_version, env, … */
  readonly metadata: JsonObject;
}

/** dbt's manifest.json, version 12. */
export function toDbtManifest(manifest: Manifest, input: DbtManifestInput): { readonly [key: string]: Json } {
  throw new Error(`not yet: ${manifest.projectName} ${input.compiled.size}`);
}

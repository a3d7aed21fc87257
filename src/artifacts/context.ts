import type { JsonObject } from '../core/json.ts';
import { DBT_VERSION } from '../core/version.ts';
import { maskedJson } from './json-text.ts';

/** What every artifact needs to know of its invocation. */
export interface ArtifactContext {
  /** Absolute. */
  readonly targetPath: string;
  readonly invocationId: string;
  readonly invocationStartedAt: Date;
  /** DBT_ENV_CUSTOM_ENV_ variables without the prefix. */
  readonly env: Readonly<Record<string, string>>;
  readonly adapterType: string;
  /** Arguments of the command, for run_results. */
  readonly args: JsonObject;
  /** Hides values of secrets. */
  mask(text: string): string;
}

/** `metadata` of an artifact: `manifest`, 12 → dbt_schema_version …/manifest/v12.json. */
export function artifactMetadata(context: ArtifactContext, artifact: string, version: number): JsonObject {
  const metadata = {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${artifact}/v${version}.json`,
    dbt_version: DBT_VERSION,
    generated_at: new Date().toISOString(),
    invocation_id: context.invocationId,
    invocation_started_at: context.invocationStartedAt.toISOString(),
    env: { ...context.env },
  };
  return maskedJson(metadata, context.mask);
}

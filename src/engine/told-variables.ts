import { createHash } from 'node:crypto';
import { DBT_VERSION } from '../core/version.ts';
import type { World } from '../scope/index.ts';
import { fromHost } from '../template/index.ts';
import { repr } from '../template/python/print.ts';
import type { Engine } from './open.ts';

/** Tells the log which variables and which target a project is parsed with; secrets are not shown. */
export function tellVariables({ emit, project }: Engine, { invocationArgs }: World): void {
  const vars = repr(fromHost(invocationArgs.vars ?? {}));
  const checksum = createHash('sha256').update(`${vars}${project.target.name}`).digest('hex');
  const data = {
    checksum,
    vars,
    profile: project.target.profileName,
    target: project.target.name,
    version: DBT_VERSION,
  };
  const message = Object.entries(data)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
  emit({ type: 'note', level: 'debug', name: 'StateCheckVarsHash', message, data });
}

import type { JsonObject } from '../core/json.ts';
import {
  behaviourFlags,
  createVars,
  metadataEnv,
  plainJson,
  readEnvVar,
  readYaml,
  SECRET_PREFIX,
} from '../project/index.ts';
import { createQueryComment, type World } from '../scope/index.ts';
import { asFlags, templateFlags } from './flags.ts';
import type { Engine } from './open.ts';
import { shownTarget } from './target-fields.ts';
import { askedTimes } from './times.ts';

/** What templates see of an invocation of `command` with these options. */
export function createWorld(engine: Engine, command: string, options: object): World {
  const { project, adapter } = engine;
  const { flags } = project.rootPackage;
  const { times, flags: asked } = askedTimes(
    { ...engine.options.flags, ...asFlags(options) },
    engine.startedAt,
  );
  return {
    projectName: project.name,
    adapter,
    target: shownTarget(project.target, adapter.targetFields(engine.config)),
    vars: createVars(project),
    envVar: (name, fallback) => readEnvVar(project.env, name, fallback),
    metadataEnv: metadataEnv(project.env),
    flags: templateFlags(command, { ...behaviourFlags(flags), ...flags }, asked),
    invocationId: engine.id,
    invocationArgs: invocationArgs(engine, command, asked),
    runStartedAt: engine.startedAt,
    times,
    quoting: { ...adapter.identifiers.quoting, ...project.rootPackage.quoting },
    packages: project.packages.map(({ name, version, root }) => ({ name, version, root })),
    emit: engine.emit,
    queryComment: createQueryComment(project.rootPackage.queryComment),
    readYaml: yamlValue,
  };
}

/** What the command was called with, for run_results.json and invocation_args_dict. */
function invocationArgs({ options, project }: Engine, command: string, asked: JsonObject): JsonObject {
  return {
    ...asked,
    which: command,
    project_dir: project.root,
    vars: shownVars(project.cliVars),
    ...(typeof asked.args === 'string' ? { args: plainJson(yamlValue(asked.args) ?? {}) } : {}),
    ...(options.command === undefined ? {} : { invocation_command: `tsdbt ${options.command}` }),
  };
}

/** Variables that are secrets by their names are not shown. */
const shownVars = (vars: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, name.startsWith(SECRET_PREFIX) ? '*****' : value]),
  );

/** True when artifacts are to be written (`--no-write-json` not given). */
export const writesJson = (world: World): boolean => world.flags.WRITE_JSON !== false;

/** What fromyaml() reads; undefined for a text that is no YAML. */
function yamlValue(text: string): unknown {
  const { value, diagnostics } = readYaml(text, 'fromyaml');
  return diagnostics.some((diagnostic) => diagnostic.code === 'TD102') ? undefined : value;
}

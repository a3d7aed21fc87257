/**
 * The project stage: folders → Project.
 * In: where to look, the environment, `--vars`. Out: settings, target, packages and files, frozen.
 * Promises: all that is wrong is reported at once, with its place; a file is read when its text is asked for;
 * only the chosen target is rendered; secrets are known to the masker before anything can print them.
 */
export { type CleanOptions, cleanProject } from './clean.ts';
export { createEnv, type Env, type EnvRecord, loadEnv, readDotEnv } from './env.ts';
export { metadataEnv, readEnvVar, SECRET_PREFIX, settingFromEnv } from './env-var.ts';
export { type BehaviourFlags, behaviourFlags } from './flags.ts';
export { type InitOptions, type InitResult, initProject } from './init.ts';
export type { EmbeddedTarget, ProjectOptions } from './options.ts';
export { profilesPath } from './profiles.ts';
export type * from './project.ts';
export { findProjectRoot, hasProjectFile } from './project-file.ts';
export { readFiles, readProject, type StandardPackage } from './read-project.ts';
export { readText } from './read-text.ts';
export { readSettings, type Settings } from './settings.ts';
export { createVars, parseVars, type Vars } from './vars.ts';
export { isMapping, plainJson, readYaml, type YamlDocument, type YamlPath } from './yaml.ts';

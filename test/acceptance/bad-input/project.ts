import { type Case, one, projectWith } from './case.ts';

const profile = (outputs: string): Readonly<Record<string, string>> => ({
  ...one,
  ...projectWith('profile: p\n'),
  'profiles.yml': `p:\n  target: dev\n  outputs:\n${outputs}`,
});

/** Mistakes in the project file, the profile and the settings. */
export const PROJECT: readonly Case[] = [
  {
    name: 'an unknown key of the project file',
    files: { ...one, ...projectWith('model-path: [models]\n') },
    exit: 2,
    says: ['TD105', 'dbt_project.yml:3:1', 'did you mean "model-paths"?'],
  },
  {
    name: 'a wrong value in the project file',
    files: { ...one, ...projectWith('model-paths: models\n') },
    exit: 2,
    says: ['TD104', 'dbt_project.yml:3:', 'model-paths'],
  },
  {
    name: 'a project file that is no YAML',
    files: { ...one, 'dbt_project.yml': 'name: test\n  version: 1\n' },
    exit: 2,
    says: ['TD102', 'dbt_project.yml:2:'],
  },
  {
    name: 'both project files',
    files: { ...one, ...projectWith(''), 'project.yml': 'name: test\nversion: "1.0"\n' },
    exit: 0,
    says: ['warning TD116', 'project.yml'],
  },
  {
    name: 'a version of dbt that does not fit',
    files: { ...one, ...projectWith('require-dbt-version: ">=9.0.0"\n') },
    exit: 2,
    says: ['TD117', 'dbt_project.yml:3:', '--no-version-check'],
  },
  {
    name: 'an old spelling in the project file',
    files: { ...one, ...projectWith('source-paths: [models]\n') },
    exit: 0,
    says: ['warning TD118', 'dbt_project.yml:3:', 'model-paths'],
  },
  {
    name: 'a missing profile',
    files: { ...one, ...projectWith('profile: nowhere\n') },
    exit: 2,
    says: ['TD106', "Could not find profile named 'nowhere'", 'help: write one'],
  },
  {
    name: 'a target that the profile has not',
    files: profile('    dev: {type: duckdb}\n'),
    args: ['run', '--target', 'prd'],
    exit: 2,
    says: ['TD107', 'prd', 'dev'],
  },
  {
    name: 'a setting of the wrong type in the profile',
    files: profile('    dev: {type: duckdb, threads: many}\n'),
    exit: 2,
    says: ['TD108', 'profiles.yml:4:', 'threads'],
  },
  {
    name: 'a warehouse that nobody knows',
    files: profile('    dev: {type: duckdbb}\n'),
    exit: 2,
    says: ['TD601', 'profiles.yml:4:', 'did you mean "duckdb"?'],
  },
  {
    name: 'a database in a folder that is not there',
    files: profile('    dev: {type: duckdb, path: no/such/folder/x.duckdb}\n'),
    exit: 2,
    says: ['TD603', 'no/such/folder/x.duckdb', 'help: create the folder'],
  },
  {
    name: 'a package that is not installed',
    files: { ...one, 'packages.yml': 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n' },
    exit: 2,
    says: ['TD115', 'dbt_utils'],
  },
  {
    name: 'a folder without a project',
    files: one,
    args: ['run', '--project-dir', 'models'],
    exit: 2,
    says: ['TD101'],
  },
  {
    name: '--vars that are no YAML',
    files: one,
    args: ['run', '--vars', '{a: ['],
    exit: 2,
    says: ['TD112', "help: --vars '{"],
  },
  {
    name: 'a command that does not exist',
    files: one,
    args: ['rnu'],
    exit: 2,
    says: ['TD901', "No such command 'rnu'", 'Did you mean "run"?'],
  },
  {
    name: 'an option that does not exist',
    files: one,
    args: ['run', '--selct', 'a'],
    exit: 2,
    says: ['TD901', "No such option '--selct'", 'Did you mean "--select"?', 'tsdbt run --help'],
  },
  {
    name: 'a selector that cannot be read',
    files: one,
    args: ['run', '--select', '@a+'],
    exit: 2,
    says: ['TD402', '@a+'],
  },
  {
    name: 'a selection of nothing',
    files: one,
    args: ['run', '--select', 'b'],
    exit: 0,
    says: ['TD403', "'b'"],
  },
  {
    name: 'a selector method that does not exist',
    files: one,
    args: ['run', '--select', 'tagg:x'],
    exit: 2,
    says: ['TD404', 'tagg', 'did you mean "tag"?'],
  },
  {
    name: 'a named selector that does not exist',
    files: { ...one, 'selectors.yml': 'selectors:\n  - name: nightly\n    definition: a\n' },
    args: ['run', '--selector', 'nightl'],
    exit: 2,
    says: ['TD405', 'nightl', 'nightly'],
  },
  {
    name: 'a clean that would leave the project',
    files: { ...one, ...projectWith('clean-targets: ["../elsewhere"]\n') },
    args: ['clean'],
    exit: 2,
    says: ['TD703', 'elsewhere'],
  },
];

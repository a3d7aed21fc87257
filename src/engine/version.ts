/** What --version tells, without loading a stage. */
export { adapterNames } from '../adapter/registry.ts';
export { DBT_VERSION, TSDBT_VERSION } from '../core/version.ts';

/** What the command line needs before anything else is loaded. */
export { createEnv, type Env, loadEnv } from '../project/env.ts';

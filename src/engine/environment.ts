/** What the command line needs before anything else is loaded. */
export { createEnv, type Env } from '../project/env.ts';

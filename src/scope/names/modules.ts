import { dateTimeOf, pythonModules, type Value } from '../../template/index.ts';

/** `run_started_at`: a datetime in UTC. */
export const runStartedAt = (at: Date): Value => dateTimeOf(at.getTime());

/** `modules`: datetime, pytz, re, itertools. */
export const timeModules = (): Value => pythonModules();

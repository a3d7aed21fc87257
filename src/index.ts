/**
 * tsdbt as a library: open an engine on a project, call a command, read the results.
 *
 * ```ts
 * import { build, openEngine } from 'tsdbt';
 * const engine = await openEngine({ projectDir: 'shop', sinks: [(event) => console.log(event.type)] });
 * const { exitCode, results } = await build(engine, { select: ['+orders'] });
 * await engine.close();
 * ```
 * Any number of engines may be open in one process; they share nothing.
 */
export type { Diagnostic, Span } from './core/diagnostic.ts';
export { TsdbtError } from './core/diagnostic.ts';
export type { Event, Logged, NodeSummary, Sink } from './core/events.ts';
export type { NodeResult } from './core/result.ts';
export { createMasker, type Masker } from './core/secrets.ts';
export * from './engine/index.ts';

import type { Engine } from './open.ts';
import { report } from './report.ts';

/** Frames a command: the sinks are told of its end, and of what it throws. */
export async function invoke<T extends { readonly exitCode: number }>(
  engine: Engine,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let success = false;
  try {
    const result = await report(engine, work);
    success = result.exitCode === 0;
    return result;
  } finally {
    const seconds = (performance.now() - started) / 1000;
    engine.emit({ type: 'invocation:end', command, seconds, success });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Warehouse } from '../adapter/index.ts';
import { TsdbtError } from '../core/diagnostic.ts';
import type { Emit } from '../core/events.ts';

/** Between two tries. */
const LOOK_EVERY = 300;

/** Opens a warehouse; while another process holds its file (TD604) it waits, `wait` seconds at most. */
export async function openWhenFree(
  open: () => Promise<Warehouse>,
  { emit, wait, signal }: { readonly emit: Emit; readonly wait: number; readonly signal: AbortSignal },
): Promise<Warehouse> {
  const began = performance.now();
  for (let told = false; ; told = true) {
    try {
      return await open();
    } catch (error) {
      const held = error instanceof TsdbtError && error.first.code === 'TD604';
      if (!held || signal.aborted || performance.now() - began >= wait * 1000) throw error;
      if (!told) emit({ type: 'note', level: 'info', message: `waiting: ${error.first.message}` });
      await sleep(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    }
  }
}

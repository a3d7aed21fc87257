/** A random generator with a seed: the same numbers every time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Virtual time: work takes as long as it says, and nothing waits for real. */
export interface VirtualClock {
  now(): number;
  sleep(time: number): Promise<void>;
  /** Lets time pass until the work has ended. */
  run(done: Promise<void>): Promise<void>;
}

/** A clock that stands at 0. */
export function virtualClock(): VirtualClock {
  let now = 0;
  let waiting: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (time) => new Promise((wake) => waiting.push({ at: now + time, wake })),
    run: async (done) => {
      let over = false;
      void done.finally(() => {
        over = true;
      });
      while (!over) {
        for (let i = 0; i < 20; i++) await Promise.resolve();
        const next = waiting.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) continue;
        waiting = waiting.filter((w) => w !== next);
        now = next.at;
        next.wake();
      }
      await done;
    },
  };
}

import type { Seconds } from './clock.ts';

/** What is to happen when: actions run in order of time, and may put more actions on the agenda. */
export interface Agenda {
  /** The moment of the action that runs now. */
  now(): Seconds;
  /** Puts an action on the agenda; of two at the same moment the one added first runs first. */
  at(moment: Seconds, action: () => void): void;
  /** Runs all actions before the end, and drops the rest. */
  runUntil(end: Seconds): void;
}

interface Task {
  readonly moment: Seconds;
  readonly order: number;
  readonly action: () => void;
}

/** An empty agenda; a binary heap, so that long lives stay cheap. */
export function createAgenda(): Agenda {
  const heap: Task[] = [];
  let current: Seconds = 0;
  let added = 0;
  return {
    now: () => current,
    at: (moment, action) => {
      push(heap, { moment: Math.max(moment, current), order: added++, action });
    },
    runUntil: (end) => {
      for (let task = pop(heap); task && task.moment < end; task = pop(heap)) {
        current = task.moment;
        task.action();
      }
    },
  };
}

function before(a: Task, b: Task): boolean {
  return a.moment < b.moment || (a.moment === b.moment && a.order < b.order);
}

function push(heap: Task[], task: Task): void {
  let index = heap.length;
  heap.push(task);
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (!parent || before(parent, task)) break;
    heap[index] = parent;
    index = parentIndex;
  }
  heap[index] = task;
}

function pop(heap: Task[]): Task | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first && last && heap.length > 0) sink(heap, last);
  return first;
}

function sink(heap: Task[], task: Task): void {
  let index = 0;
  for (;;) {
    const child = smallerChild(heap, index);
    const below = heap[child];
    if (!below || before(task, below)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = task;
}

function smallerChild(heap: readonly Task[], index: number): number {
  const left = heap[2 * index + 1];
  const right = heap[2 * index + 2];
  return left && right && before(right, left) ? 2 * index + 2 : 2 * index + 1;
}

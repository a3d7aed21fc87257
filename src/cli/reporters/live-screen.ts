import type { Output } from '../console/output.ts';

/** Redraws at most so often. */
const FRAME_MS = 100;

/** The lower part of a terminal that is drawn again and again, below text that stays. */
export interface LiveScreen {
  /** Prints text that stays, above the live part. */
  print(text: string): void;
  /** Begins to draw: `frame` gives the lines, as wide as the terminal at most. */
  start(frame: (columns: number) => readonly string[]): void;
  /** Takes the live part away. */
  stop(): void;
}

/** A live part at the end of a terminal. It hides nothing and keeps no mode set, so that a kill leaves a usable terminal. */
export function createLiveScreen(output: Output): LiveScreen {
  let frame: ((columns: number) => readonly string[]) | null = null;
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const erase = (): string => (drawn === 0 ? '' : `\u001b[${drawn}A\r\u001b[J`);
  const draw = (before = ''): void => {
    const lines = frame === null ? [] : frame(output.columns());
    const text = `${erase()}${before}${lines.map((line) => `${line}\n`).join('')}`;
    drawn = lines.length;
    if (text !== '') output.write(text);
  };
  return {
    print: (text) => draw(text),
    start: (how) => {
      frame = how;
      timer ??= setInterval(() => draw(), FRAME_MS).unref();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
      frame = null;
      draw();
    },
  };
}

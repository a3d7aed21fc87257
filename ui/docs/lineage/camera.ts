import type { Box, Drawing } from '../graph/layout.ts';

/** What is seen of a drawing. */
export interface Camera {
  zoomAt(factor: number, x: number, y: number): void;
  /** About the middle. */
  zoom(factor: number): void;
  moveBy(dx: number, dy: number): void;
  /** Shows all of it. */
  showAll(): void;
  /** Shows it so that it can be read: one box, or the beginning when all would be too small. */
  begin(box: Box | undefined): void;
  /** Moves as far as it must for a box to be seen. */
  reveal(box: Box): void;
}

const SMALLEST = 0.01;
const LARGEST = 2.5;
/** Below this, words cannot be read and are left out. */
const READABLE = 0.34;
/** Below this, not even shapes are told apart. */
const TELLABLE = 0.12;
const NEAR = 0.85;
const MARGIN = 24;

/** Looks at a scene through its frame; changes are drawn once a frame. */
export function createCamera(root: SVGSVGElement, scene: SVGGElement, drawing: Drawing): Camera {
  let [x, y, scale, waiting] = [0, 0, 1, false];
  const draw = (): void => {
    waiting = false;
    scene.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`);
    root.classList.toggle('far', scale < READABLE);
    root.style.setProperty('--far', String(Math.min(12, 0.5 / scale)));
  };
  const look = (nextX: number, nextY: number, nextScale: number): void => {
    [x, y, scale] = [nextX, nextY, nextScale];
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  };
  const size = (): readonly [number, number] => [root.clientWidth, root.clientHeight];
  const fitting = (length: number, room: number): number =>
    Math.max(SMALLEST, Math.min(1, (room - 2 * MARGIN) / Math.max(1, length)));
  const centre = (next: number, atX: number, atY: number): void => {
    const [width, height] = size();
    look(width / 2 - atX * next, height / 2 - atY * next, next);
  };
  const all = (): number => Math.min(fitting(drawing.width, size()[0]), fitting(drawing.height, size()[1]));
  const zoomAt: Camera['zoomAt'] = (factor, atX, atY) => {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale * factor));
    look(atX - ((atX - x) * next) / scale, atY - ((atY - y) * next) / scale, next);
  };
  const showAll = (): void => centre(all(), drawing.width / 2, drawing.height / 2);
  return {
    zoomAt,
    zoom: (factor) => zoomAt(factor, size()[0] / 2, size()[1] / 2),
    moveBy: (dx, dy) => look(x + dx, y + dy, scale),
    showAll,
    begin: (box) => {
      if (box && all() < NEAR * 0.7) return centre(NEAR, box.x + box.width / 2, box.y);
      if (all() > TELLABLE) return showAll();
      const wide = Math.max(READABLE, fitting(drawing.width, size()[0]));
      look(Math.max(MARGIN, (size()[0] - drawing.width * wide) / 2), MARGIN, wide);
    },
    reveal: (box) => {
      const [width, height] = size();
      const [left, right, middle] = [x + box.x * scale, x + (box.x + box.width) * scale, y + box.y * scale];
      const isSeen = left >= 0 && right <= width && middle >= MARGIN && middle <= height - MARGIN;
      if (!isSeen) centre(scale, box.x + box.width / 2, box.y);
    },
  };
}

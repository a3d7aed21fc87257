import type { Drawing } from '../graph/layout.ts';

/** What buttons do. */
export interface View {
  zoom(factor: number): void;
  /** Shows all of it. */
  showAll(): void;
}

/** How it is moved. */
export interface MoveOptions {
  /** The wheel scrolls the page and zooms with Ctrl only; else it zooms. */
  readonly inPage: boolean;
  /** The box to begin at when all would be too small to read. */
  readonly start: string | null;
}

const SMALLEST = 0.02;
const LARGEST = 2.5;
/** Below this, words cannot be read and are left out. */
const READABLE = 0.38;
const MARGIN = 24;

/** Lets a drawing be dragged, zoomed with wheel, buttons and keys. */
export function movable(
  root: SVGSVGElement,
  scene: SVGGElement,
  drawing: Drawing,
  options: MoveOptions,
): View {
  let [x, y, scale] = [0, 0, 1];
  const apply = (): void => {
    scene.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
    root.classList.toggle('far', scale < READABLE);
  };
  const zoomAt = (factor: number, atX: number, atY: number): void => {
    const next = Math.min(LARGEST, Math.max(SMALLEST, scale * factor));
    x = atX - ((atX - x) * next) / scale;
    y = atY - ((atY - y) * next) / scale;
    scale = next;
    apply();
  };
  const moveBy = (dx: number, dy: number): void => {
    x += dx;
    y += dy;
    apply();
  };
  const centre = (next: number, atX: number, atY: number): void => {
    scale = next;
    x = root.clientWidth / 2 - atX * scale;
    y = root.clientHeight / 2 - atY * scale;
    apply();
  };
  const fitting = (): number =>
    Math.min(
      1,
      (root.clientWidth - 2 * MARGIN) / Math.max(1, drawing.width),
      (root.clientHeight - 2 * MARGIN) / Math.max(1, drawing.height),
    );
  const showAll = (): void => centre(Math.max(SMALLEST, fitting()), drawing.width / 2, drawing.height / 2);
  const begin = (): void => {
    const box = drawing.boxes.find(({ id }) => id === options.start);
    if (box && fitting() < 0.6) centre(0.85, box.x + box.width / 2, box.y);
    else showAll();
  };
  const zoom = (factor: number): void => zoomAt(factor, root.clientWidth / 2, root.clientHeight / 2);
  onWheel(root, options.inPage, zoomAt);
  onDrag(root, moveBy);
  onKeys(root, moveBy, zoom, showAll);
  onFirstSize(root, begin);
  return { zoom, showAll };
}

/** Sizes are known once it is on the page. */
function onFirstSize(root: SVGSVGElement, begin: () => void): void {
  const observer = new ResizeObserver(() => {
    if (root.clientWidth === 0) return;
    observer.disconnect();
    begin();
  });
  observer.observe(root);
}

function onWheel(
  root: SVGSVGElement,
  inPage: boolean,
  zoomAt: (factor: number, x: number, y: number) => void,
): void {
  root.addEventListener(
    'wheel',
    (event) => {
      if (inPage && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = root.getBoundingClientRect();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      zoomAt(
        Math.exp(-Math.max(-120, Math.min(120, pixels)) / 350),
        event.clientX - left,
        event.clientY - top,
      );
    },
    { passive: false },
  );
}

/** So many pixels are still a click. */
const STILL = 4;

function onDrag(root: SVGSVGElement, moveBy: (dx: number, dy: number) => void): void {
  let last: { x: number; y: number; moved: number } | null = null;
  root.addEventListener('pointerdown', (event) => {
    if (event.button === 0) last = { x: event.clientX, y: event.clientY, moved: 0 };
  });
  root.addEventListener('pointermove', (event) => {
    if (!last) return;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    const moved = last.moved + Math.abs(dx) + Math.abs(dy);
    if (last.moved <= STILL && moved > STILL) root.setPointerCapture(event.pointerId);
    last = { x: event.clientX, y: event.clientY, moved };
    moveBy(dx, dy);
  });
  const end = (): void => {
    const dragged = (last?.moved ?? 0) > STILL;
    last = null;
    if (dragged)
      root.addEventListener('click', (event) => event.preventDefault(), { once: true, capture: true });
  };
  root.addEventListener('pointerup', end);
  root.addEventListener('pointercancel', () => {
    last = null;
  });
  root.addEventListener('dragstart', (event) => event.preventDefault());
}

function onKeys(
  root: SVGSVGElement,
  moveBy: (dx: number, dy: number) => void,
  zoom: (factor: number) => void,
  showAll: () => void,
): void {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => moveBy(60, 0),
    ArrowRight: () => moveBy(-60, 0),
    ArrowUp: () => moveBy(0, 60),
    ArrowDown: () => moveBy(0, -60),
    '+': () => zoom(1.3),
    '=': () => zoom(1.3),
    '-': () => zoom(1 / 1.3),
    '0': showAll,
  };
  root.addEventListener('keydown', (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

import type { Camera } from './camera.ts';

/**
 * Lets a drawing be dragged, zoomed with the wheel and moved with keys. `inPage`: the wheel scrolls the page, and zooms with
 * Ctrl only.
 */
export function movable(root: SVGSVGElement, camera: Camera, inPage: boolean): void {
  onWheel(root, inPage, camera.zoomAt);
  onDrag(root, camera.moveBy);
  onKeys(root, camera);
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
    if (dragged) ignoreNextClick(root);
  };
  root.addEventListener('pointerup', end);
  root.addEventListener('pointercancel', () => {
    last = null;
  });
  root.addEventListener('dragstart', (event) => event.preventDefault());
}

/** The one that ends a drag, if there is one: it comes at once. */
function ignoreNextClick(root: SVGSVGElement): void {
  const ignore = (event: Event): void => event.preventDefault();
  root.addEventListener('click', ignore, true);
  setTimeout(() => root.removeEventListener('click', ignore, true));
}

function onKeys(root: SVGSVGElement, { moveBy, zoom, showAll }: Camera): void {
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

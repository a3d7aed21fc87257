import type { NodeSummary } from '../../core/events.ts';
import { hasFailed, type NodeResult } from '../../core/result.ts';
import type { Colors } from '../console/colors.ts';

/** Most running nodes that are listed. */
const MOST_LISTED = 8;
const BAR = 24;

/** How far a run is. */
export interface Progress {
  begin(key: string, description: string, node?: NodeSummary): void;
  end(node: NodeSummary, result: NodeResult): void;
  drop(key: string): void;
  /** The live part: a bar with counts, then what is running and for how long. */
  frame(columns: number): readonly string[];
  /** Nodes met so far. */
  readonly known: ReadonlyMap<string, NodeSummary>;
}

/** A run of `total` nodes that begins now. */
export function createProgress(
  kind: string,
  total: number,
  colors: Colors,
  now: () => number = Date.now,
): Progress {
  const started = now();
  const running = new Map<string, { description: string; since: number }>();
  const known = new Map<string, NodeSummary>();
  const counts = { done: 0, failed: 0, warned: 0, skipped: 0 };
  const header = (): string => {
    const filled = total === 0 ? 0 : Math.round((counts.done / total) * BAR);
    const bar = colors.green('━'.repeat(filled)) + colors.dim('━'.repeat(BAR - filled));
    const failed = counts.failed > 0 ? `  ${colors.red(`✗ ${counts.failed}`)}` : '';
    const warned = counts.warned > 0 ? `  ${colors.yellow(`! ${counts.warned}`)}` : '';
    const skipped = counts.skipped > 0 ? `  ${colors.dim(`- ${counts.skipped}`)}` : '';
    return `${colors.bold(kind)} ${bar} ${counts.done}/${total}  ${clock(now() - started)}${failed}${warned}${skipped}`;
  };
  const frame = (columns: number): string[] => {
    const lines = [...running.values()].slice(0, MOST_LISTED).map(({ description, since }) => {
      const time = `${((now() - since) / 1000).toFixed(1)}s`;
      const room = Math.max(10, columns - time.length - 5);
      return `  ${clip(description, room)} ${colors.dim(time)}`;
    });
    const more = running.size > MOST_LISTED ? [colors.dim(`  … ${running.size - MOST_LISTED} more`)] : [];
    return [header(), ...lines, ...more];
  };
  return {
    known,
    frame,
    begin: (key, description, node) => {
      running.set(key, { description, since: now() });
      if (node) known.set(key, node);
    },
    drop: (key) => {
      running.delete(key);
    },
    end: (node, { status }) => {
      running.delete(node.id);
      known.set(node.id, node);
      counts.done++;
      if (hasFailed({ status })) counts.failed++;
      if (status === 'warn') counts.warned++;
      if (status === 'skipped') counts.skipped++;
    },
  };
}

const clip = (text: string, room: number): string =>
  text.length > room ? `${text.slice(0, room - 1)}…` : text;

/** `0:07`, `12:30`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(s).padStart(2, '0');
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}

import type { Origin, Template } from './index.ts';

/** True when a text may hold template syntax: `{{`, `{%` or `{#`. */
export function mayHoldTemplate(text: string): boolean {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next === 123 || next === 37 || next === 35) return true;
  }
  return false;
}

/** Parses a template; a TsdbtError (TD301, TD302) with the place when it cannot be read. */
export function parseTemplate(source: string, origin: Origin): Template {
  throw new Error(`not yet: ${origin.file} ${source.length}`);
}

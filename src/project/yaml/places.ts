import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';

/** A stretch of the text, by offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where a value stands, and where its parts do. */
export interface PlacedNode extends Range {
  readonly entries?: ReadonlyMap<string, PlacedEntry>;
  readonly items?: readonly PlacedNode[];
}

/** A key and its value. */
export interface PlacedEntry {
  readonly key: Range;
  readonly value: PlacedNode;
}

/** A key that stands a second time in its mapping. */
export interface DuplicateKey {
  readonly name: string;
  readonly again: Range;
  readonly first: Range;
}

/** The places of everything in a YAML text that js-yaml can read; duplicate keys in the order of the text. */
export function placesOf(text: string): {
  readonly root: PlacedNode;
  readonly duplicates: readonly DuplicateKey[];
} {
  const reader = new PlaceReader(text);
  return { root: reader.document(), duplicates: reader.duplicates };
}

/** Walks the flat events once; recursion is as deep as the YAML, which js-yaml limits to 100. */
class PlaceReader {
  readonly duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, PlacedNode>();
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#events = parseEvents(text, {});
  }

  document(): PlacedNode {
    const first = this.#take();
    return first?.type === EVENT_ID.DOCUMENT ? this.#node(0) : { start: 0, end: 0 };
  }

  #take(): Event | undefined {
    return this.#events[this.#next++];
  }

  #node(near: number): PlacedNode {
    const event = this.#take();
    if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
      return { start: near, end: near };
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd);
    const node = this.#anchored(event, near);
    if (event.anchorStart >= 0) this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  #anchored(event: Exclude<Event, { type: 1 | 5 | 6 }>, near: number): PlacedNode {
    if (event.type === EVENT_ID.SCALAR) return scalarRange(this.#text, event, near);
    return event.type === EVENT_ID.MAPPING ? this.#mapping(event.start) : this.#sequence(event.start);
  }

  #alias(start: number, end: number): PlacedNode {
    return { ...this.#anchors.get(this.#text.slice(start, end)), start: start - 1, end };
  }

  #sequence(start: number): PlacedNode {
    const items: PlacedNode[] = [];
    while (!this.#closes()) items.push(this.#node(items.at(-1)?.end ?? start));
    return { start, end: items.at(-1)?.end ?? start + 1, items };
  }

  #mapping(start: number): PlacedNode {
    const entries = new Map<string, PlacedEntry>();
    const merged: PlacedNode[] = [];
    let end = start;
    while (!this.#closes()) {
      const key = this.#peekKey();
      const range = this.#node(end);
      const value = this.#node(range.end);
      end = Math.max(range.end, value.end);
      if (key === '<<') merged.push(value);
      else this.#add(entries, key, { key: range, value });
    }
    for (const source of merged) mergeInto(entries, source);
    return { start, end, entries };
  }

  #add(entries: Map<string, PlacedEntry>, name: string, entry: PlacedEntry): void {
    const before = entries.get(name);
    if (before !== undefined) this.duplicates.push({ name, again: entry.key, first: before.key });
    entries.set(name, entry);
  }

  #closes(): boolean {
    const event = this.#events[this.#next];
    if (event !== undefined && event.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #peekKey(): string {
    const event = this.#events[this.#next];
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : '';
  }
}

function mergeInto(entries: Map<string, PlacedEntry>, source: PlacedNode): void {
  for (const part of source.items ?? [source])
    for (const [name, entry] of part.entries ?? []) if (!entries.has(name)) entries.set(name, entry);
}

/** A block scalar's range begins at its first letter, a quoted one's inside the quotes. */
function scalarRange(text: string, event: ScalarEvent, near: number): PlacedNode {
  if (event.valueStart < 0) return { start: near, end: near };
  const block = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
  if (!block) return { start: event.valueStart, end: event.valueEnd };
  const body = text.slice(event.valueStart, event.valueEnd);
  return {
    start: event.valueStart + (body.length - body.trimStart().length),
    end: event.valueStart + body.trimEnd().length,
  };
}

/** What may differ between two runs of the very same thing: where the scratch folder is, and when it ran. */

/** One of the tools: texts of its own that stand for the same thing on both sides, and when it worked. */
export interface Side {
  /** Its text → what it stands for: `['/tmp/x/theirs/project', '<project>']`, longest first. */
  readonly names: readonly (readonly [text: string, stands: string])[];
  readonly from: Date;
  readonly to: Date;
}

/** Makes texts of a side comparable with those of the other. */
export interface Sameness {
  text(text: string): string;
}

/** ISO 8601 as SQL and Python print it, with or without zone. */
const MOMENT =
  /\b(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?/g;
/** No zone on Earth is further from UTC. */
const WIDEST_ZONE = 14 * 3_600_000;

/** Replaces scratch names and moments in which the tool was at work (in any zone). */
export function createSameness({ names, from, to }: Side): Sameness {
  const first = from.getTime() - WIDEST_ZONE;
  const last = to.getTime() + WIDEST_ZONE;
  const isNow = (day: string, time: string): boolean => {
    const moment = new Date(`${day}T${time}Z`).getTime();
    return moment >= first && moment <= last;
  };
  return {
    text: (text) => {
      let out = text;
      for (const [own, stands] of names) if (out.includes(own)) out = out.replaceAll(own, stands);
      return out.replace(MOMENT, (whole, day: string, time: string) => (isNow(day, time) ? '<now>' : whole));
    },
  };
}

/** What a person meets who makes a mistake: one clear message, the place, the exit code; nothing lost. */
import { describe, expect, test } from 'vitest';
import { project } from '../support/project.ts';
import type { Case } from './bad-input/case.ts';
import { PROJECT } from './bad-input/project.ts';
import { PROPERTIES } from './bad-input/properties.ts';
import { RUNNING } from './bad-input/running.ts';
import { TEMPLATES } from './bad-input/templates.ts';

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'in the project file, the profile and the command': PROJECT,
  'in templates': TEMPLATES,
  'in properties and between models': PROPERTIES,
  'in what nodes do': RUNNING,
};

describe.each(Object.entries(GROUPS))('mistakes %s', (_, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, { files, args, env, exit, says }) => {
      const p = await project(files);
      const { code, stdout, stderr } = await p.cli(args ?? ['run'], env);
      const out = stdout + stderr;
      for (const text of says) {
        if (typeof text === 'string') expect(out).toContain(text);
        else expect(out).toMatch(text);
      }
      expect(code).toBe(exit);
      expect(out).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
      expect(repeated(out)).toEqual([]);
    },
  );
});

/** Lines that stand twice in a row. */
function repeated(out: string): string[] {
  const lines = out.split('\n').map((line) => line.replace(/^\d\d:\d\d:\d\d\s*/, '').trim());
  return lines.filter((line, at) => line.length > 3 && line === lines[at - 1]);
}

import { describe, expect, test } from 'vitest';
import { parseVersion, type Version } from '../../../src/project/semver.ts';
import { highest, installable, rangeText, reduceVersions } from '../../../src/project/version-range.ts';

const versions = (texts: string): Version[] => texts.split(' ').flatMap((text) => parseVersion(text) ?? []);

describe('ranges, as dbt 1.11 answers', () => {
  test.each([
    ['1.0.0', '=1.0.0, =1.0.0', '1.0.0'],
    ['>=1.0.0 <2.0.0', '>=1.0.0, <2.0.0', '1.10.0'],
    ['>1.0.0 >=1.0.0', '>1.0.0', '2.0.0'],
    ['>=1.0.0 1.2.3 <2.0.0', '=1.2.3, =1.2.3', '1.2.3'],
    ['<1.0.0', '<1.0.0', '0.9.0'],
    ['>2.0.0', '>2.0.0', undefined],
    ['>=2.0.0 <1.0.0', undefined, undefined],
    ['1.0.0 1.0.1', undefined, undefined],
    ['>1.2.3 1.2.3', undefined, undefined],
  ])('%s', (wanted, text, best) => {
    const range = reduceVersions(versions(wanted));
    const offered = installable(['0.9.0', '1.10.0', '1.2.3', '1.0.0', '2.0.0', '2.1.0-b1'], false);
    expect(range && rangeText(range)).toBe(text);
    expect(range && highest(range, offered)).toBe(best);
  });
});

test('pre-releases come before their release, numbers before words', () => {
  const texts = ['1.0.0', '1.0.0-rc.10', '1.0.0-rc.2', '1.0.0-rc', '1.0.0-2', '1.0.0a1', 'nonsense'];
  expect(installable(texts, true)).toEqual([
    '1.0.0-2',
    '1.0.0a1',
    '1.0.0-rc',
    '1.0.0-rc.2',
    '1.0.0-rc.10',
    '1.0.0',
  ]);
});

import { createHash } from 'node:crypto';
import type { UnitTestInput, UnitTestNode, UnitTestRows } from '../../manifest/index.ts';
import { pythonRepr } from '../context/data.ts';

/** dbt's checksum of a unit test: of everything but its description, the content of its fixtures included. */
export function unitTestChecksum(test: UnitTestNode): string {
  const { model, versions, given, expect, overrides } = test;
  const parts = [
    model,
    versions
      ? record('UnitTestNodeVersions', { include: versions.include, exclude: versions.exclude })
      : 'None',
    `[${given.map(inputText).join(', ')}]`,
    rowsText('UnitTestOutputFixture', expect),
    overrides
      ? record('UnitTestOverrides', {
          macros: overrides.macros,
          vars: overrides.vars,
          env_vars: overrides.env_vars,
        })
      : 'None',
    ...given.filter((one) => one.fixture !== null).map((one) => rowsOf(one)),
  ];
  return createHash('sha256').update(parts.join('-')).digest('hex');
}

const inputText = (input: UnitTestInput): string =>
  rowsText('UnitTestInputFixture', input, `input=${pythonRepr(input.input)}, `);

const FORMATS = { dict: 'Dict', csv: 'CSV', sql: 'SQL' } as const;

/** As Python prints a dataclass. */
function rowsText(name: string, rows: UnitTestRows, first = ''): string {
  const format = `<UnitTestFormat.${FORMATS[rows.format]}: '${rows.format}'>`;
  return `${name}(${first}rows=${pythonRepr(rows.rows)}, format=${format}, fixture=${pythonRepr(rows.fixture)})`;
}

const rowsOf = ({ rows }: UnitTestRows): string => (typeof rows === 'string' ? rows : pythonRepr(rows));

const record = (name: string, fields: { readonly [key: string]: unknown }): string =>
  `${name}(${Object.entries(fields)
    .map(([key, value]) => `${key}=${pythonRepr(value)}`)
    .join(', ')})`;

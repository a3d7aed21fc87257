import { isMapping } from '../../project/yaml.ts';
import { list, MAPPING, object, oneOf, type Shape, TEXT, TEXT_OR_NULL, value } from './shape.ts';

const FORMAT = oneOf('csv', 'dict', 'sql');

const isText = (one: unknown): boolean => typeof one === 'string';

const ROWS = value(
  (one) => isText(one) || one === null || (Array.isArray(one) && one.every(isMapping)),
  'is not valid under any of the given schemas',
);

const MAPPING_OR_NOTHING = value(
  (one) => isMapping(one) || one === null,
  'is not valid under any of the given schemas',
);

const VERSIONS = value(
  (one) => one === null || (isMapping(one) && !(isFilled(one.include) && isFilled(one.exclude))),
  'is wrong: Unit tests can not both include and exclude versions.',
);

const isFilled = (one: unknown): boolean => Array.isArray(one) && one.length > 0;

/** What an entry of `unit_tests:` may look like. */
export const UNIT_TEST: Shape = object(
  {
    name: TEXT,
    model: TEXT,
    given: list(object({ input: TEXT, rows: ROWS, format: FORMAT, fixture: TEXT_OR_NULL }, ['input'], false)),
    expect: object({ rows: ROWS, format: FORMAT, fixture: TEXT_OR_NULL }, [], false),
    description: TEXT,
    overrides: MAPPING_OR_NOTHING,
    config: MAPPING,
    versions: VERSIONS,
  },
  ['name', 'model', 'given', 'expect'],
  false,
);

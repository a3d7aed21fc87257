import { PyDict } from '../value.ts';
import { datetimeModule } from './datetime.ts';
import { itertoolsModule } from './itertools.ts';
import { pytzModule } from './pytz.ts';
import { regexModule } from './regex.ts';

/** `modules`: datetime, pytz, re and itertools, as far as dbt offers them. */
export const pythonModules = (): PyDict =>
  new PyDict([
    ['pytz', pytzModule()],
    ['datetime', datetimeModule()],
    ['re', regexModule()],
    ['itertools', itertoolsModule()],
  ]);

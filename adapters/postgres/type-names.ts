/** Types that always have the same number, by it: [Postgres's name, the name that dbt shows and compares contracts by]. */
const KNOWN: Readonly<Record<number, readonly [name: string, shown: string]>> = {
  16: ['boolean', 'BOOLEAN'],
  17: ['bytea', 'BINARY'],
  18: ['"char"', 'TEXT'],
  19: ['name', 'TEXT'],
  20: ['bigint', 'LONGINTEGER'],
  21: ['smallint', 'INTEGER'],
  23: ['integer', 'INTEGER'],
  25: ['text', 'TEXT'],
  26: ['oid', 'ROWID'],
  114: ['json', 'JSON'],
  199: ['json[]', 'JSONARRAY'],
  700: ['real', 'FLOAT'],
  701: ['double precision', 'FLOAT'],
  1000: ['boolean[]', 'BOOLEANARRAY'],
  1005: ['smallint[]', 'INTEGERARRAY'],
  1007: ['integer[]', 'INTEGERARRAY'],
  1009: ['text[]', 'STRINGARRAY'],
  1015: ['character varying[]', 'STRINGARRAY'],
  1016: ['bigint[]', 'LONGINTEGERARRAY'],
  1021: ['real[]', 'FLOATARRAY'],
  1022: ['double precision[]', 'FLOATARRAY'],
  1042: ['character', 'TEXT'],
  1043: ['character varying', 'TEXT'],
  1082: ['date', 'DATE'],
  1083: ['time without time zone', 'TIME'],
  1114: ['timestamp without time zone', 'DATETIME'],
  1115: ['timestamp without time zone[]', 'DATETIMEARRAY'],
  1182: ['date[]', 'DATEARRAY'],
  1184: ['timestamp with time zone', 'DATETIMETZ'],
  1185: ['timestamp with time zone[]', 'DATETIMETZARRAY'],
  1186: ['interval', 'INTERVAL'],
  1231: ['numeric[]', 'DECIMALARRAY'],
  1266: ['time with time zone', 'TIME'],
  1700: ['numeric', 'DECIMAL'],
  2950: ['uuid', 'uuid'],
  2951: ['uuid[]', 'uuid[]'],
  3802: ['jsonb', 'JSONB'],
  3807: ['jsonb[]', 'JSONBARRAY'],
};

/** Whether the server must be asked for the type's name: those of extensions and projects differ from database to database. */
export const isKnownType = (oid: number): boolean => Object.hasOwn(KNOWN, oid);

/** How a column's type is called; `names` are those that the server was asked for. */
export function typeNames(
  oid: number,
  modifier: number,
  names: ReadonlyMap<number, string>,
): { readonly type: string; readonly family: string } {
  const [name, shown] = KNOWN[oid] ?? [];
  if (name === undefined || shown === undefined) {
    const own = names.get(oid) ?? 'unknown';
    return { type: own, family: own };
  }
  return { type: sized(name, modifier), family: shown };
}

/** `numeric(18,2)`, `character varying(10)`: the size is in the modifier, 4 more than it says. */
function sized(name: string, modifier: number): string {
  if (modifier < 4) return name;
  if (name === 'character varying' || name === 'character') return `${name}(${modifier - 4})`;
  if (name !== 'numeric') return name;
  const packed = modifier - 4;
  return `numeric(${packed >> 16},${packed & 0x7ff})`;
}

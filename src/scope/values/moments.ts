import type { Value } from '../../template/index.ts';

/** A date (`2024-01-31`) as Python's datetime.date. */
export const dateValue = (text: string): Value => text;

/** A timestamp (ISO 8601, zone or not) as Python's datetime.datetime. */
export const timestampValue = (text: string): Value => text;

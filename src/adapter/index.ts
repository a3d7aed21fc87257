/** The contract with a warehouse. In: a target's settings. Out: sessions that run SQL. Loaded only when used. */
export * from './column.ts';
export * from './contract.ts';
export * from './fault.ts';
export * from './identifiers.ts';
export * from './registry.ts';
export * from './relation.ts';
export * from './relation-parts.ts';
export type { EventTimeFilter } from './relation-subquery.ts';
export * from './row-block.ts';
export * from './shipped-folder.ts';

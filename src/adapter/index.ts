/** The contract with a warehouse. In: a target's settings. Out: sessions that run SQL. Loaded only when used. */
export * from './contract.ts';

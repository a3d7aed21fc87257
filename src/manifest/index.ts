/** The manifest: node types, the frozen whole, lookups. In: nothing but values. Out: nothing but values. */
export * from './nodes.ts';
export * from './manifest.ts';

/** Data as JSON and YAML know it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };
/** The entries of a big JSON object, made one by one while they are written. */
export type JsonEntries = Iterable<readonly [key: string, value: Json]>;
/** A JSON object whose big sections need not be in memory at once. */
export type JsonDocument = { readonly [section: string]: Json | JsonEntries };

// nunjucks ships its parser and nodes as plain JavaScript; nunjucks.ts gives them their types.
declare module 'nunjucks/src/parser.js' {
  const parser: { readonly Parser: unknown };
  export default parser;
}
declare module 'nunjucks/src/nodes.js' {
  const nodes: Readonly<Record<string, unknown>>;
  export default nodes;
}

import { parseSync } from 'oxc-parser';

/** What is counted of one source file. */
export interface FileShape {
  readonly path: string;
  readonly lines: number;
  readonly functions: readonly { readonly name: string; readonly line: number; readonly lines: number }[];
  /** Lines that hold the type `any`. */
  readonly anys: readonly number[];
  /** Exported names without a doc comment. */
  readonly undocumented: readonly string[];
  /** Relative imports as written. */
  readonly imports: readonly string[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Reads one file's text and counts. */
export function measure(path: string, text: string): FileShape {
  const { program, comments, module } = parseSync(path, text);
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => search(starts, offset);
  const functions: { name: string; line: number; lines: number }[] = [];
  const anys: number[] = [];
  walk(program as unknown as Node, (node, parent) => {
    if (node.type === 'TSAnyKeyword') anys.push(lineOf(node.start));
    if (!FUNCTIONS.has(node.type)) return;
    const line = lineOf(node.start);
    functions.push({ name: nameOf(node, parent), line, lines: lineOf(node.end) - line + 1 });
  });
  const docs = comments.filter((c) => c.type === 'Block' && c.value.startsWith('*')).map((c) => c.end);
  const imports = [
    ...module.staticImports.map((i) => i.moduleRequest.value),
    ...module.staticExports.flatMap((e) => e.entries.map((entry) => entry.moduleRequest?.value ?? '')),
    ...Array.from(text.matchAll(/import\(\s*'([^']+)'\s*\)/g), (m) => m[1] ?? ''),
  ].filter((name) => name !== '');
  return {
    path,
    lines: starts.length - 1,
    functions,
    anys,
    undocumented: undocumented(program as unknown as Node, text, docs),
    imports,
  };
}

function undocumented(program: Node, text: string, docEnds: readonly number[]): string[] {
  const names: string[] = [];
  for (const statement of program['body'] as Node[]) {
    if (statement.type !== 'ExportNamedDeclaration' && statement.type !== 'ExportDefaultDeclaration')
      continue;
    const declaration = statement['declaration'] as Node | null;
    if (!declaration) continue;
    const documented = docEnds.some(
      (end) => end <= statement.start && text.slice(end, statement.start).trim() === '',
    );
    if (!documented) names.push(nameOfExport(declaration));
  }
  return names;
}

function nameOfExport(declaration: Node): string {
  const id = declaration['id'] as { name?: string } | null | undefined;
  if (id?.name) return id.name;
  const first = (declaration['declarations'] as { id?: { name?: string } }[] | undefined)?.[0];
  return first?.id?.name ?? 'default';
}

function nameOf(node: Node, parent: Node | null): string {
  const id = (node['id'] ?? parent?.['id'] ?? parent?.['key']) as { name?: string } | null | undefined;
  return id?.name ?? 'a function';
}

function walk(
  node: Node,
  visit: (node: Node, parent: Node | null) => void,
  parent: Node | null = null,
): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, node);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function search(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

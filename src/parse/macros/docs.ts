import type { Diagnostic, Span } from '../../core/diagnostic.ts';
import { nodeId } from '../../core/ids.ts';
import type { DocNode } from '../../manifest/index.ts';
import type { ProjectFile } from '../../project/project.ts';
import { mayHoldTemplate, parseTemplate } from '../../template/index.ts';
import { attempt, type ParseContext } from '../context/context.ts';
import { render } from '../nodes/capture.ts';

const BLOCK = /\{%[-+]?\s*docs\s+([\w]+)\s*[-+]?%\}([\s\S]*?)\{%[-+]?\s*enddocs\s*[-+]?%\}/g;
const OPENING = /\{%[-+]?\s*docs\s+[\w]+\s*[-+]?%\}/;

/** Reads the `{% docs %}` blocks of all markdown files; what else stands in these files is left alone. */
export function parseDocs(context: ParseContext): ReadonlyMap<string, DocNode> {
  const docs = new Map<string, DocNode>();
  for (const file of context.project.files.docs) {
    const text = attempt(context.report, () => file.text());
    if (text === undefined || !text.includes('{%')) continue;
    for (const doc of blocksOf(context, file, text)) {
      const known = docs.get(doc.unique_id);
      if (known) context.report(duplicate(known, doc, file));
      else docs.set(doc.unique_id, doc);
    }
    if (OPENING.test(text.replaceAll(BLOCK, ''))) context.report(unclosed(file, text));
  }
  return docs;
}

function blocksOf(context: ParseContext, file: ProjectFile, text: string): readonly DocNode[] {
  return Array.from(text.matchAll(BLOCK), (match) => {
    const [, name = '', body = ''] = match;
    const contents = attempt(context.report, () => rendered(body, file));
    return {
      name,
      resource_type: 'doc',
      package_name: file.packageName,
      path: file.relativePath,
      original_file_path: file.path,
      unique_id: nodeId(`doc.${file.packageName}.${name}`),
      block_contents: (contents ?? body).trim(),
    };
  });
}

function rendered(body: string, file: ProjectFile): string {
  if (!mayHoldTemplate(body)) return body;
  return render(parseTemplate(body, { file: file.shownPath }), { lookup: () => undefined });
}

function duplicate(first: DocNode, second: DocNode, file: ProjectFile): Diagnostic {
  return {
    code: 'TD203',
    message: `dbt found two docs with the name "${second.name}": ${first.original_file_path} and ${second.original_file_path}`,
    at: { file: file.shownPath, line: 1, column: 1 },
    help: 'rename one of the two blocks',
  };
}

function unclosed(file: ProjectFile, text: string): Diagnostic {
  const rest = text.replaceAll(BLOCK, (block) => block.replaceAll(/[^\n]/g, ' '));
  const before = rest.slice(0, rest.search(OPENING)).split('\n');
  const at: Span = {
    file: file.shownPath,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    text,
  };
  return { code: 'TD302', message: 'this docs block is never closed', at, help: 'add {% enddocs %}' };
}

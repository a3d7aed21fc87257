/** A fenced block of a page. */
export interface Block {
  /** `sh`, `text`, `sql`, … */
  readonly kind: string;
  /** The file that the block is the content of, where its fence names one. */
  readonly path?: string;
  readonly text: string;
}

/** A command that a page shows. */
export interface Command {
  readonly line: string;
  readonly args: readonly string[];
  /** `# exit code 2` behind the command; 0 where nothing is said. */
  readonly exitCode: number;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w*)(?: +(\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', path, text = '']) => ({ kind, ...(path ? { path } : {}), text }),
  );
}

/** The lines that call tsdbt. */
export function commandsOf(text: string): readonly Command[] {
  return text
    .split('\n')
    .filter((line) => /^(npx )?tsdbt /.test(line))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/ +# /);
      const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        (m) => m[1] ?? m[2] ?? m[3] ?? '',
      );
      const exitCode = Number(/exit code (\d+)/.exec(comment)?.[1] ?? 0);
      return { line, args: words.slice(words.indexOf('tsdbt') + 1), exitCode };
    });
}

/** The lines of a text without what differs from run to run: times, seconds, dots, numbers of nodes. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(/^\d\d:\d\d:\d\d {2}/, '')
        .replace(/ \.{2,}.*$/, '')
        .replace(/^\d+ of (\d+) /, 'n of $1 ')
        .replace(/\d+\.\d+ ?s(econds)?\b/g, 's')
        .trim(),
    )
    .filter((line) => line !== '');

/** Where text goes: the console of the process, or what a test gives instead. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  columns(): number;
}

/** Nobody reads any more: `| head`, a terminal that was closed. */
const GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'EBADF', 'ERR_STREAM_DESTROYED']);

/**
 * The standard output of the process; once the reader is gone (`| head`), further text is dropped and nothing fails. When
 * it cannot be written for another reason (a full disk), `trouble` is called, once.
 */
export function standardOutput(stream: NodeJS.WriteStream, trouble: (reason: string) => void): Output {
  let open = true;
  const failed = (error: unknown): void => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (open && !GONE.has(code)) trouble(code ?? String(error));
    open = false;
  };
  stream.on('error', failed);
  return {
    write: (text) => {
      try {
        if (open) stream.write(text);
      } catch (error) {
        // Files are written at once.
        failed(error);
      }
    },
    isTerminal: stream.isTTY === true,
    columns: () => stream.columns || 80,
  };
}

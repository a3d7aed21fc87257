/** Where text goes: the console of the process, or what a test gives instead. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; 80 where there is none. */
  columns(): number;
}

/** The standard output of the process; once the reader is gone (`| head`), further text is dropped and nothing fails. */
export function standardOutput(stream: NodeJS.WriteStream): Output {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: () => stream.columns || 80,
  };
}

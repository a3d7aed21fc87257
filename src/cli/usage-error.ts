/** A command line that cannot be read: shown on stderr, exit code 2. */
export class UsageError extends Error {
  /** The command whose help may help, if one was named. */
  readonly command: string | undefined;
  constructor(message: string, command?: string) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}

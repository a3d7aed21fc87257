import { createServer } from 'node:http';
import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import { answer, type Served } from './answer.ts';

/** A server that listens. */
export interface DocsServer {
  /** As found: with port 0, one that was free. */
  readonly port: number;
  /** Ends it, with all connections. */
  close(): Promise<void>;
}

/** Listens on `host` and `port`. Rejects with TD706 when that cannot be. */
export async function startDocsServer(served: Served, port: number): Promise<DocsServer> {
  const server = createServer((request, response) => answer(request, response, served));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(served.host, port, error)));
    server.listen({ host: served.host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'the name is not known',
};

function cannotListen(host: string, port: number, error: Error): TsdbtError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return failure('TD706', `cannot listen on ${host}:${port}: ${REASONS[code] ?? error.message}`, {
    help: 'name another port with --port (0: any that is free), or another address with --host',
    cause: error,
  });
}

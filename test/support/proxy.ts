import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** A way to a server that can break: what happens on it is up to a test. */
export interface Way {
  readonly port: number;
  /** Cuts all connections: the other side gets a reset. */
  reset(): void;
  /** From now on nothing comes through on the connections that are there; `all`: nor on new ones. Nobody is told. */
  swallow(all?: boolean): void;
  /** Calls back when one of these words goes to the server, each time. */
  onSent(word: string, then: () => void): void;
  close(): void;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  silent: boolean;
}

/** Listens on a port of its own and hands everything on to another. */
export async function proxyTo(port: number): Promise<Way> {
  const ways = new Set<Pair>();
  const watched: { readonly word: string; readonly then: () => void }[] = [];
  let deaf = false;
  const take = (client: Socket): void => {
    const server = dial({ port, host: '127.0.0.1', noDelay: true });
    const way: Pair = { client, server, silent: deaf };
    ways.add(way);
    const end = (): void => {
      ways.delete(way);
      if (way.silent) return;
      client.destroy();
      server.destroy();
    };
    client.setNoDelay(true);
    client.on('data', (data) => {
      for (const { word, then } of watched) if (data.includes(word)) then();
      if (!way.silent) server.write(data);
    });
    server.on('data', (data) => {
      if (!way.silent) client.write(data);
    });
    for (const one of [client, server]) one.on('error', end).on('close', end);
  };
  const listener: Server = createServer(take);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const cut = (): void => {
    for (const { client, server } of ways) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    ways.clear();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    reset: cut,
    swallow: (all = false) => {
      deaf = all;
      for (const way of ways) way.silent = true;
    },
    onSent: (word, then) => void watched.push({ word, then }),
    close: () => {
      cut();
      listener.close();
    },
  };
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createEnv } from '../../../src/project/index.ts';
import { getByProxy, proxyFor } from '../../../src/project/install/proxy.ts';

const PROXY = { HTTP_PROXY: 'http://one:1', https_proxy: 'two:2' };

test.each([
  ['http://a.com/x', PROXY, 'http://one:1/'],
  ['https://a.com/x', PROXY, 'http://two:2/'],
  ['https://a.com/x', { ALL_PROXY: 'http://all:3' }, 'http://all:3/'],
  ['https://a.com/x', {}, undefined],
  ['https://a.com/x', { ...PROXY, NO_PROXY: 'b.com, a.com' }, undefined],
  ['https://hub.a.com/x', { ...PROXY, NO_PROXY: '.a.com' }, undefined],
  ['https://ba.com/x', { ...PROXY, no_proxy: 'a.com' }, 'http://two:2/'],
  ['http://a.com:8080/x', { ...PROXY, no_proxy: 'a.com:80' }, 'http://one:1/'],
  ['http://a.com/x', { ...PROXY, no_proxy: 'a.com:80' }, undefined],
  ['http://a.com/x', { ...PROXY, no_proxy: '*' }, undefined],
])('%s with %j goes by %s', (url, env, wanted) => {
  expect(proxyFor(new URL(url), createEnv(env))?.href).toBe(wanted);
});

/** A proxy that writes down what it is asked for. */
async function proxy(): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): number =>
    asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? '-'}`);
  const server = createServer((request, answer) => {
    note(request);
    if (request.url?.endsWith('/moved')) answer.writeHead(302, { location: 'http://b.test/there' }).end();
    else answer.end('found');
  });
  server.on('connect', (request, socket) => {
    note(request);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // a port was listened on
  return { url: `http://ann:p%40ss@127.0.0.1:${port}`, asked };
}

test('the proxy is asked, with its password, and redirections are followed', async () => {
  const { url, asked } = await proxy();
  const answer = await getByProxy(
    new URL('http://a.test/moved'),
    createEnv({ http_proxy: url }),
    AbortSignal.timeout(5000),
  );
  const pieces: Buffer[] = [];
  for await (const piece of answer.body) pieces.push(Buffer.from(piece));
  expect([answer.status, Buffer.concat(pieces).toString()]).toEqual([200, 'found']);
  const basic = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`;
  expect(asked).toEqual([`GET http://a.test/moved ${basic}`, `GET http://b.test/there ${basic}`]);
});

test('https goes through a tunnel; a proxy that refuses it is named', async () => {
  const { url, asked } = await proxy();
  const env = createEnv({ HTTPS_PROXY: url });
  await expect(getByProxy(new URL('https://a.test/x'), env, AbortSignal.timeout(5000))).rejects.toThrow(
    /the proxy 127\.0\.0\.1:\d+ answers 407 to CONNECT a\.test:443/,
  );
  expect(asked[0]).toContain('CONNECT a.test:443 Basic ');
});

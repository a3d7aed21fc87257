/** Requests by way of a proxy, as HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY ask for; fetch knows nothing of them. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import type { Env } from '../env.ts';

/** The proxy for an address; undefined when it is reached directly. */
export function proxyFor(url: URL, env: Env): URL | undefined {
  const setting = (name: string): string | undefined =>
    env.get(name) || env.get(name.toUpperCase()) || undefined;
  const found = setting(`${url.protocol.slice(0, -1)}_proxy`) ?? setting('all_proxy');
  if (found === undefined || isDirect(url, setting('no_proxy') ?? '')) return undefined;
  return URL.parse(found.includes('://') ? found : `http://${found}`) ?? undefined;
}

/** `*`, `host`, `.domain`, `host:port`: a name stands for what is below it, too. */
const isDirect = ({ hostname, port, protocol }: URL, list: string): boolean =>
  list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .some((one) => {
      const [, name = '', ofPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(one) ?? [];
      if (one === '*') return true;
      if (ofPort !== undefined && ofPort !== (port || (protocol === 'https:' ? '443' : '80'))) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });

/** An answer, as far as downloads look at it. */
export interface ProxyAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly body: AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 10;

/** GET by way of a proxy; redirections are followed, each by the proxy that it asks for. Rejects when nobody answers. */
export async function getByProxy(
  url: URL,
  env: Env,
  signal: AbortSignal,
  redirects = 0,
): Promise<ProxyAnswer> {
  const answer = await ask(url, proxyFor(url, env), signal);
  const status = answer.statusCode ?? 0;
  const { location } = answer.headers;
  if (status < 300 || status > 399 || location === undefined)
    return { status, ok: status >= 200 && status < 300, body: answer };
  answer.resume();
  if (redirects === MOST_REDIRECTS) throw new Error(`more than ${MOST_REDIRECTS} redirections`);
  return getByProxy(new URL(location, url), env, signal, redirects + 1);
}

async function ask(url: URL, proxy: URL | undefined, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { accept: '*/*', host: url.host };
  if (proxy === undefined)
    return answerOf(url.protocol === 'https:' ? httpsRequest : httpRequest, urlParts(url, headers, signal));
  if (url.protocol !== 'https:') {
    const asked = { ...urlParts(proxy, { ...headers, ...authorization(proxy) }, signal), path: url.href };
    return answerOf(proxy.protocol === 'https:' ? httpsRequest : httpRequest, asked);
  }
  const socket = await tunnel(url, proxy, signal);
  const createConnection = () => connect({ socket, servername: url.hostname });
  return answerOf(httpsRequest, { ...urlParts(url, headers, signal), createConnection, agent: false });
}

const urlParts = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): RequestOptions => ({
  host: url.hostname,
  port: url.port || (url.protocol === 'https:' ? 443 : 80),
  path: `${url.pathname}${url.search}`,
  headers: { ...headers },
  signal,
});

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` };
}

const answerOf = (
  request: (options: RequestOptions) => ReturnType<typeof httpRequest>,
  options: RequestOptions,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(options).on('response', resolve).on('error', reject).end();
  });

/** Has the proxy open a line to the host, on which only both ends understand each other. */
function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const target = `${url.hostname}:${url.port || 443}`;
  const options = {
    ...urlParts(proxy, { host: target, ...authorization(proxy) }, signal),
    method: 'CONNECT',
    path: target,
  };
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(options)
      .on('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} answers ${statusCode} to CONNECT ${target}`));
      })
      .on('error', (error) =>
        reject(new Error(`the proxy ${proxy.host} cannot be reached: ${error.message}`)),
      )
      .end();
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { failure, type TsdbtError } from '../../core/diagnostic.ts';
import type { Env } from '../env.ts';
import { type InstallContext, say } from './context.ts';
import { getByProxy, proxyFor } from './proxy.ts';

/** What a host answered. */
export type Answer =
  | { readonly kind: 'found'; readonly body: Buffer }
  | { readonly kind: 'missing'; readonly status: number };

/** Waits between attempts, in milliseconds: one attempt more than waits. */
const WAITS = [200, 500, 1000, 2000] as const;
const TIMEOUT = 120_000;
const MOST_BYTES = 256 * 1024 * 1024;

type Web = Pick<InstallContext, 'emit' | 'signal' | 'env'>;

/** Gets a file over http; tries again when the host or the line fails. TD119 when it cannot be had, TD506 when cancelled. */
export async function download(url: string, web: Web): Promise<Answer> {
  if (!/^https?:\/\//i.test(url)) throw unreachable(url, 'only http:// and https:// are offered');
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(url, web);
    if (answer.kind !== 'failed') return answer;
    const wait = WAITS[attempt];
    if (wait === undefined || !answer.again) throw unreachable(url, answer.why);
    say(web, 'Note', `GET ${url}: ${answer.why}; trying again`, 'debug');
    await sleep(wait);
  }
}

type Failed = { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

async function ask(url: string, web: Web): Promise<Answer | Failed> {
  try {
    const signal = AbortSignal.any([web.signal, AbortSignal.timeout(TIMEOUT)]);
    const response = await get(new URL(url), web.env, signal);
    say(web, 'Note', `GET ${url} ${response.status}`, 'debug');
    if (response.status === 404 || response.status === 410)
      return { kind: 'missing', status: response.status };
    if (!response.ok)
      return { kind: 'failed', why: `HTTP ${response.status}`, again: isPassing(response.status) };
    return await bodyOf(response);
  } catch (error) {
    if (web.signal.aborted) throw failure('TD506', 'cancelled', { cause: error });
    return { kind: 'failed', why: reasonOf(error), again: true };
  }
}

const get = async (
  url: URL,
  env: Env,
  signal: AbortSignal,
): Promise<Pick<Response, 'status' | 'ok'> & Body> =>
  proxyFor(url, env) === undefined
    ? fetch(url, { signal, headers: { accept: '*/*' } })
    : getByProxy(url, env, signal);

interface Body {
  readonly body: AsyncIterable<Uint8Array> | null;
}

const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 429;

async function bodyOf(response: Body): Promise<Answer | Failed> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      return { kind: 'failed', why: `it is larger than ${MOST_BYTES} bytes`, again: false };
    chunks.push(chunk);
  }
  return { kind: 'found', body: Buffer.concat(chunks) };
}

/** fetch says "fetch failed"; why is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}

const unreachable = (url: string, why: string): TsdbtError =>
  failure('TD119', `External connection exception occurred: GET ${url}: ${why}`, {
    help: 'check the address and the network; DBT_PACKAGE_HUB_URL names another hub, local: needs no network',
  });

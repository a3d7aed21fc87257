import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { type ServedFolder, servedFile } from './files.ts';
import { isExpectedHost } from './host-check.ts';

/** What is served. */
export interface Served extends ServedFolder {
  /** The page itself. */
  readonly page: string;
  /** The address that was asked for: `127.0.0.1`. */
  readonly host: string;
}

/** Headers of every answer: what is served is for this page alone, and runs nothing that the page does not bring. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-cache',
} as const;

/** Of everything but the page: not even a picture with a script in it runs one. */
const CLOSED = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** What is sent for a request. */
interface Reply {
  readonly status: number;
  readonly type: string;
  readonly policy: string;
  readonly body:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'file'; readonly path: string };
}

/** Answers one request; only what the page needs is there, and only to read. */
export function answer(request: IncomingMessage, response: ServerResponse, served: Served): void {
  const { status, type, policy, body } = replyTo(request, served);
  response.writeHead(status, { ...HEADERS, 'Content-Type': type, 'Content-Security-Policy': policy });
  if (request.method === 'HEAD') response.end();
  else if (body.kind === 'text') response.end(body.text);
  else pipeline(createReadStream(body.path), response, () => {});
}

function replyTo({ headers, method = '', url = '/' }: IncomingMessage, served: Served): Reply {
  if (!isExpectedHost(headers.host, served.host)) return refusal(403, 'This name is not served here.');
  if (!['GET', 'HEAD'].includes(method)) return refusal(405, 'There is nothing to change here.');
  const path = url.replace(/[?#].*$/s, '');
  if (path === '/' || path === '/index.html') return pageReply(served.page);
  const file = servedFile(path, served);
  if (file === null) return refusal(404, 'There is no such file.');
  return { status: 200, type: file.type, policy: CLOSED, body: { kind: 'file', path: file.path } };
}

const refusal = (status: number, text: string): Reply => ({
  status,
  type: 'text/plain; charset=utf-8',
  policy: CLOSED,
  body: { kind: 'text', text: `${text}\n` },
});

/** With the policy that stands in the page, for the page alone knows its script. */
function pageReply(page: string): Reply {
  const own =
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "default-src 'none'";
  const policy = `${own}; frame-ancestors 'none'`;
  return { status: 200, type: 'text/html; charset=utf-8', policy, body: { kind: 'text', text: page } };
}

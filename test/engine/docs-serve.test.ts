import { symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { docsServe, openEngine, type ServeOptions } from '../../src/engine/index.ts';
import { type Content, project, type TestProject } from '../support/project.ts';

/** A server that a test can stop. */
interface Serving {
  readonly url: string;
  stop(): Promise<number>;
}

async function serve(p: TestProject, options: ServeOptions = {}): Promise<Serving> {
  const controller = new AbortController();
  const { signal } = controller;
  const engine = await openEngine({ projectDir: p.root, cwd: p.root, env: {}, signal });
  return new Promise((resolve, reject) => {
    const ended = docsServe(engine, {
      port: 0,
      ...options,
      ready: (url) =>
        resolve({
          url,
          stop: () => {
            controller.abort();
            return ended.then(({ exitCode }) => exitCode);
          },
        }),
    }).finally(() => engine.close());
    ended.catch(reject);
  });
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request whose path is sent as it is. */
function ask(url: string, path: string, more: { host?: string; method?: string } = {}): Promise<Answer> {
  const { port } = new URL(url);
  const headers = { host: more.host ?? `localhost:${port}` };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: more.method ?? 'GET', headers },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          body += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

const FILES: Readonly<Record<string, Content>> = {
  'project.yml': 'name: test\nversion: "1.0"\nasset-paths: [pictures]\n',
  'models/a.sql': 'select 1 as id',
  'pictures/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'secret.txt': 'secret',
};

describe('docs serve', () => {
  const open: { project?: TestProject; serving?: Serving } = {};
  const get = (path: string, more: { host?: string; method?: string } = {}): Promise<Answer> =>
    ask(open.serving?.url ?? '', path, more);

  beforeAll(async () => {
    const p = await project(FILES);
    await p.docsGenerate({ emptyCatalog: true });
    symlinkSync(join(p.root, 'secret.txt'), join(p.root, 'target/pictures/link.txt'));
    Object.assign(open, { project: p, serving: await serve(p) });
  });
  afterAll(async () => {
    expect(await open.serving?.stop()).toBe(0);
    open.project?.remove();
  });

  test('serves the page with a policy that allows its own script only, and no frame', async () => {
    const { status, headers, body } = await get('/');
    expect(status).toBe(200);
    expect(body).toMatch(/^<!doctype html>/);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^']+'; /);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('serves the artifacts and the assets, whose scripts are not run', async () => {
    expect(JSON.parse((await get('/manifest.json')).body).metadata.project_name).toBe('test');
    expect((await get('/catalog.json?v=1')).status).toBe(200);
    const picture = await get('/pictures/a.svg');
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } });
    expect(picture.headers['content-security-policy']).toContain('sandbox');
  });

  test.each([
    '/../secret.txt',
    '/pictures/../../secret.txt',
    '/pictures/%2e%2e/%2e%2e/secret.txt',
    '/pictures/..%2f..%2fsecret.txt',
    '/pictures/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/pictures/link.txt',
    '/pictures/',
    '/pictures/%00',
    '/%',
    '/partial_parse.tsdbt',
    '/compiled/test/models/a.sql',
    '/static_index.html',
    '/run',
  ])('%s is not there', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'There is no such file.\n' });
  });

  test.each(['evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'a name of a stranger is refused: %s',
    async (host) => {
      expect((await get('/manifest.json', { host })).status).toBe(403);
    },
  );

  test.each(['localhost', '127.0.0.1:1234', 'LOCALHOST:80', '[::1]:80'])(
    'a name of this machine is not: %s',
    async (host) => {
      expect((await get('/manifest.json', { host })).status).toBe(200);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is refused', async (method) => {
    expect((await get('/', { method })).status).toBe(405);
  });

  test('TD706: the port is taken', async () => {
    const { project: p, serving } = open;
    if (!p || !serving) throw new Error('not open');
    const failed = await serve(p, { port: Number(new URL(serving.url).port) }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(TsdbtError);
    expect(String(failed)).toContain('another program listens there');
    if (failed instanceof TsdbtError) expect(failed.first.code).toBe('TD706');
  });
});

test('TD707: there is nothing to show', async () => {
  const p = await project({ 'models/a.sql': 'select 1 as id' });
  const { code, stdout } = await p.cli(['docs', 'serve', '--no-browser', '--port', '0']);
  expect(code).toBe(2);
  expect(stdout).toContain('TD707');
  expect(stdout).toContain('tsdbt docs generate');
});

/** Encrypted connections to a real server, with certificates that are made here: each mode means what it means to libpq. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { TsdbtError } from '../../../src/core/diagnostic.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { type Authority, authority, type Certificate } from '../../support/certificates.ts';
import { type OwnServer, ownServer } from '../../support/own-postgres.ts';
import { open, rejection } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'tsdbt-tls-'));
const made = authority(join(folder, 'ca'));
const others = authority(join(folder, 'others'), 'Other CA');
const nowhere = join(folder, 'nowhere');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(made === null || others === null)(
  made ? 'with a server that can encrypt' : 'skipped: there is no openssl to make certificates with',
  () => {
    const [ca, strangers] = [made, others] as readonly Authority[] as readonly [Authority, Authority]; // skipped without
    let server: OwnServer;
    const good = ca.issue('db.example', 'DNS:localhost,IP:127.0.0.1');
    const anna = ca.issue('anna');

    afterAll(() => server.remove());
    beforeAll(async () => {
      server = await ownServer();
      await server.rows('create role anna login superuser');
      const data = join(server.folder, 'data');
      writeFileSync(join(data, 'root.crt'), readFileSync(ca.cert));
      server.own(join(data, 'root.crt'));
      await serve(good);
    });

    /** Has the server show this certificate; `hba`: how it lets people in. */
    async function serve(
      { cert, key }: Certificate,
      hba = 'host all all 127.0.0.1/32 password',
    ): Promise<void> {
      const data = join(server.folder, 'data');
      for (const [from, to] of [
        [cert, 'server.crt'],
        [key, 'server.key'],
      ] as const) {
        copyFileSync(from, join(data, to));
        server.own(join(data, to));
      }
      await server.stop('fast');
      writeFileSync(
        join(data, 'pg_hba.conf'),
        `local all all trust\n${hba}\nhost all admin 127.0.0.1/32 trust\n`,
      );
      await server.start(['-c', 'ssl=on', '-c', 'ssl_ca_file=root.crt']);
    }

    const home = (files: Readonly<Record<string, string>> = {}): string => {
      const path = mkdtempSync(join(folder, 'home-'));
      mkdirSync(join(path, '.postgresql'));
      for (const [name, from] of Object.entries(files)) {
        copyFileSync(from, join(path, '.postgresql', name));
        chmodSync(join(path, '.postgresql', name), 0o600);
      }
      return path;
    };

    /** `encrypted`, `plain`, or why there is no connection. */
    async function attempt(settings: JsonObject, env: Record<string, string> = {}): Promise<string> {
      const all: Record<string, string> = { HOME: nowhere, ...env };
      try {
        const target = { ...server.target, retries: 0, ...settings };
        const warehouse = await open(target, { env: (name) => all[name] });
        const { rows } = await (await warehouse.connect()).query(
          'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
        );
        return rows[0]?.[0] === true ? 'encrypted' : 'plain';
      } catch (error) {
        if (error instanceof TsdbtError)
          return `${error.message.replace(/^.*?:\d+: /, '')} | ${error.first.help}`;
        throw error;
      }
    }
    test('each mode', async () => {
      const checked = { sslrootcert: ca.cert };
      expect(await attempt({ sslmode: 'disable' })).toBe('plain');
      expect(await attempt({ sslmode: 'allow' })).toBe('plain');
      expect(await attempt({})).toBe('encrypted');
      for (const sslmode of ['prefer', 'require', 'verify-ca', 'verify-full'])
        expect(await attempt({ sslmode, ...checked }), sslmode).toBe('encrypted');
      expect(await attempt({ sslmode: 'verify-full', host: 'localhost', ...checked })).toBe('encrypted');
    });

    test('authorities: a wrong one, none, and those of the system', async () => {
      const wrong = { sslrootcert: strangers.cert };
      const refused = /^SSL error: certificate verify failed: .* \| "sslrootcert" must hold/;
      for (const sslmode of ['require', 'verify-ca', 'verify-full'])
        expect(await attempt({ sslmode, ...wrong }), sslmode).toMatch(refused);
      expect(await attempt({ sslmode: 'prefer', ...wrong })).toBe('plain');
      const missing = { sslrootcert: nowhere };
      expect(await attempt({ sslmode: 'require', ...missing })).toBe('encrypted');
      expect(await attempt({ sslmode: 'verify-ca', ...missing })).toMatch(
        /^root certificate file ".*nowhere" does not exist \| /,
      );
      expect(await attempt({ sslmode: 'verify-ca' })).toContain('.postgresql/root.crt" does not exist');
      expect(await attempt({ sslrootcert: 'system' })).toMatch(refused);
      expect(await attempt({ sslmode: 'require', sslrootcert: 'system' })).toMatch(/^weak sslmode "require"/);
    });

    test('files below the home folder and variables count where the target says nothing', async () => {
      const HOME = home({ 'root.crt': strangers.cert });
      expect(await attempt({ sslmode: 'require' }, { HOME })).toMatch(/verify failed/);
      expect(await attempt({ sslmode: 'require', sslrootcert: ca.cert }, { HOME })).toBe('encrypted');
      expect(await attempt({}, { PGSSLMODE: 'disable' })).toBe('plain');
      expect(await attempt({ sslmode: 'prefer' }, { PGSSLMODE: 'disable' })).toBe('encrypted');
      const full = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca.cert };
      expect(await attempt({}, full)).toBe('encrypted');
      expect(await attempt({}, { PGSSLMODE: 'on' })).toMatch(/^invalid sslmode value: "on"/);
    });

    test('a server that lets in only one of the two, or cannot encrypt', async () => {
      await serve(good, 'hostssl all all 127.0.0.1/32 password');
      expect(await attempt({ sslmode: 'disable' })).toMatch(/no encryption \| the server's pg_hba/);
      for (const sslmode of ['allow', 'prefer']) expect(await attempt({ sslmode })).toBe('encrypted');
      expect(await attempt({ sslmode: 'prefer', sslrootcert: strangers.cert })).toMatch(
        /certificate verify failed/,
      );
      await serve(good, 'hostnossl all all 127.0.0.1/32 password');
      for (const sslmode of ['allow', 'prefer']) expect(await attempt({ sslmode })).toBe('plain');
      expect(await attempt({ sslmode: 'require' })).toMatch(/SSL encryption \| the server's pg_hba/);
      await server.stop('fast');
      await server.start(['-c', 'ssl=off']);
      for (const sslmode of ['allow', 'prefer']) expect(await attempt({ sslmode })).toBe('plain');
      expect(await attempt({ sslmode: 'require' })).toMatch(
        /^server does not support SSL, but SSL was required/,
      );
    });

    test('certificates of the server: another name, expired, taken back', async () => {
      const checked = { sslrootcert: ca.cert };
      await serve(ca.issue('db.example', 'DNS:*.example'));
      expect(await attempt({ sslmode: 'verify-ca', ...checked })).toBe('encrypted');
      expect(await attempt({ sslmode: 'verify-full', ...checked })).toMatch(
        /^server certificate for "\*\.example" does not match host name "127\.0\.0\.1"/,
      );
      await serve(ca.issue('127.0.0.1'));
      expect(await attempt({ sslmode: 'verify-full', ...checked })).toBe('encrypted');
      const back = ca.issue('127.0.0.1');
      await serve(back);
      expect(await attempt({ sslmode: 'verify-ca', ...checked }, { PGSSLCRL: ca.revoke(back) })).toMatch(
        /certificate revoked/,
      );
      await serve(ca.issue('127.0.0.1', 'IP:127.0.0.1', true));
      expect(await attempt({ sslmode: 'require' })).toBe('encrypted');
      expect(await attempt({ sslmode: 'verify-ca', ...checked })).toMatch(/certificate has expired .*clock/);
    });

    test('certificates of the client: who it is, and what is wrong with the files', async () => {
      await serve(good, 'hostssl all all 127.0.0.1/32 cert');
      const rest = { ...server.target, user: 'anna', sslmode: 'require' };
      const asAnna = (more: JsonObject, env = {}) => attempt({ ...rest, password: '', ...more }, env);
      expect(await asAnna({ sslcert: anna.cert, sslkey: anna.key })).toBe('encrypted');
      const HOME = home({ 'postgresql.crt': anna.cert, 'postgresql.key': anna.key });
      expect(await asAnna({}, { HOME })).toBe('encrypted');
      expect(await asAnna({})).toMatch(/certificate/);
      expect(await asAnna({ sslcert: nowhere, sslkey: nowhere })).toMatch(/certificate/);
      expect(await asAnna({ sslcert: anna.cert, sslkey: nowhere })).toMatch(
        /^certificate present, but not private key file/,
      );
      expect(await asAnna({ sslcert: anna.cert, sslkey: good.key })).toMatch(
        /does not match private key file/,
      );
      const stranger = strangers.issue('anna');
      expect(await asAnna({ sslcert: stranger.cert, sslkey: stranger.key })).toMatch(/unknown ca/i);
      const open = join(folder, 'open.key');
      copyFileSync(anna.key, open);
      chmodSync(open, 0o644);
      expect(await asAnna({ sslcert: anna.cert, sslkey: open })).toMatch(
        /has group or world access.*chmod 600/,
      );
      const locked = join(folder, 'locked.key');
      execFileSync('openssl', ['pkey', '-in', anna.key, '-out', locked, '-aes256', '-passout', 'pass:x']);
      chmodSync(locked, 0o600);
      expect(await asAnna({ sslcert: anna.cert, sslkey: locked })).toMatch(/it is encrypted/);
    });
  },
);

test('a folder of a socket as the host', async () => {
  chmodSync(folder, 0o777);
  const server = await ownServer(['-c', `unix_socket_directories=${folder}`]);
  onTestFinished(() => server.remove());
  const at = { ...server.target, host: folder, sslmode: 'require' };
  const { rows } = await (await (await open(at)).connect()).query('select inet_client_addr()');
  expect(rows).toEqual([[null]]);
  expect(await rejection(open({ ...at, port: 1, retries: 0 }))).toMatchObject({
    message: `cannot connect to Postgres at ${folder}/.s.PGSQL.1: there is no such socket`,
  });
});

import { homedir } from 'node:os';
import { join } from 'node:path';
import { type PostgresConfig, SSL_MODES, type SslMode } from './config.ts';
import type { ReadEnv } from './password-file.ts';
import { TlsError } from './tls-error.ts';

/** How connections are encrypted, and by which files. */
export interface TlsSettings {
  readonly mode: SslMode;
  readonly cert: string;
  readonly key: string;
  /** A file, or `system`. */
  readonly rootCert: string;
  readonly crl: string;
}

/**
 * As libpq: what the target says; else the variables PGSSLMODE, PGSSLCERT, PGSSLKEY, PGSSLROOTCERT, PGSSLCRL; else files in
 * ~/.postgresql. Throws TlsError for modes that do not exist, or do not check what they are to check.
 */
export function tlsSettings({ ssl }: PostgresConfig, env: ReadEnv): TlsSettings {
  const folder = join(env('HOME') || homedir(), '.postgresql');
  const file = (own: string | null, variable: string, name: string): string =>
    own || env(variable) || join(folder, name);
  const rootCert = file(ssl.rootCert, 'PGSSLROOTCERT', 'root.crt');
  const wanted = ssl.mode ?? env('PGSSLMODE') ?? '';
  const usual = rootCert === 'system' ? 'verify-full' : 'prefer';
  const mode = wanted === '' ? usual : SSL_MODES.find((known) => known === wanted);
  if (!mode)
    throw new TlsError(`invalid sslmode value: "${wanted}"`, `PGSSLMODE: one of ${SSL_MODES.join(', ')}`);
  if (rootCert === 'system' && mode !== 'verify-full')
    throw new TlsError(
      `weak sslmode "${mode}" may not be used with sslrootcert=system (use "verify-full")`,
      'sslmode: verify-full, or leave "sslmode" out',
    );
  return {
    mode,
    cert: file(ssl.cert, 'PGSSLCERT', 'postgresql.crt'),
    key: file(ssl.key, 'PGSSLKEY', 'postgresql.key'),
    rootCert,
    crl: file(null, 'PGSSLCRL', 'root.crl'),
  };
}

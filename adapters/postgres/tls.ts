import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type PeerCertificate,
} from 'node:tls';
import type { PostgresConfig } from './config.ts';
import type { ReadEnv } from './password-file.ts';
import { TlsError } from './tls-error.ts';
import { type TlsFiles, tlsFiles } from './tls-files.ts';
import { type TlsSettings, tlsSettings } from './tls-settings.ts';

/** Not encrypted, or how. */
export type Tls = false | ConnectionOptions;

/** The ways to try, in order, as libpq does; each is asked for when its turn comes, and may throw TlsError. Throws it, too. */
export function tlsWays(config: PostgresConfig, env: ReadEnv): readonly (() => Tls)[] {
  const plain = (): Tls => false;
  if (config.host.startsWith('/')) return [plain];
  const settings = tlsSettings(config, env);
  const encrypted = (): Tls => options(settings, config.host);
  switch (settings.mode) {
    case 'disable':
      return [plain];
    case 'allow':
      return [plain, encrypted];
    case 'prefer':
      return [encrypted, plain];
    default:
      return [encrypted];
  }
}

/** Where there are authorities, the server is checked by them in every mode. */
function options(settings: TlsSettings, host: string): ConnectionOptions {
  const files = tlsFiles(settings);
  const isFull = settings.mode === 'verify-full';
  return {
    secureContext: contextOf(files, settings),
    rejectUnauthorized: files.ca !== undefined,
    checkServerIdentity: (_, peer) => (isFull ? wrongName(host, peer) : undefined),
  };
}

function contextOf({ ca, ...files }: TlsFiles, { cert, key, rootCert }: TlsSettings) {
  try {
    return createSecureContext({ ...files, ...(ca ? { ca: [...ca] } : {}) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/mismatch/.test(reason))
      throw new TlsError(
        `certificate does not match private key file "${key}"`,
        `"sslcert" and "sslkey" must belong together: ${cert}`,
      );
    throw new TlsError(
      `could not read the certificate files: ${reason}`,
      `they must be PEM: ${[ca ? rootCert : '', files.cert ? `${cert}, ${key}` : ''].filter(Boolean).join(', ')}`,
    );
  }
}

/** The server's certificate is for somebody else. An address may also stand where names stand, if no address does. */
function wrongName(host: string, peer: PeerCertificate): Error | undefined {
  if (checkServerIdentity(host, peer) === undefined) return undefined;
  const names = (peer.subjectaltname ?? '').split(', ');
  const isAddressed = names.some((name) => name.startsWith('IP Address:'));
  const common = String(peer.subject?.CN ?? '');
  if (isIP(host) && (names.includes(`DNS:${host}`) || (!isAddressed && common === host))) return undefined;
  const shown = names[0] ? names.map((name) => name.replace(/^[^:]*:/, '')).join(', ') : common;
  return new TlsError(
    `server certificate for "${shown}" does not match host name "${host}"`,
    'take the name in the certificate as "host"; or sslmode: verify-ca, which does not check it',
  );
}

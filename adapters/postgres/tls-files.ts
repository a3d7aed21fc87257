import { readFileSync, type Stats, statSync } from 'node:fs';
import * as tls from 'node:tls';
import { TlsError } from './tls-error.ts';
import type { TlsSettings } from './tls-settings.ts';

/** What the files say; by the authorities of `ca` the server is checked. */
export interface TlsFiles {
  readonly ca?: readonly string[];
  readonly crl?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Reads them, as libpq does: what is not there is left out where nothing depends on it. Throws TlsError. */
export function tlsFiles(settings: TlsSettings): TlsFiles {
  return { ...authorities(settings), ...ownCertificate(settings) };
}

function authorities({ rootCert, crl, mode }: TlsSettings): TlsFiles {
  if (rootCert === 'system') {
    const known = tls.getCACertificates?.('system') ?? [];
    return { ca: known.length > 0 ? known : tls.rootCertificates };
  }
  if (statusOf(rootCert) !== undefined)
    return {
      ca: [read(rootCert, 'root certificate file')],
      ...(statusOf(crl) ? { crl: read(crl, 'list of revoked certificates') } : {}),
    };
  if (!mode.startsWith('verify')) return {};
  throw new TlsError(
    `root certificate file "${rootCert}" does not exist`,
    'either provide the file ("sslrootcert"), use the system\'s trusted roots with sslrootcert: system, or change "sslmode" to disable server certificate verification',
  );
}

function ownCertificate({ cert, key }: TlsSettings): TlsFiles {
  if (statusOf(cert) === undefined) return {};
  const status = statusOf(key);
  if (status === undefined)
    throw new TlsError(
      `certificate present, but not private key file "${key}"`,
      `"sslkey" must name the key of ${cert}`,
    );
  if (!status.isFile())
    throw new TlsError(`private key file "${key}" is not a regular file`, 'check "sslkey"');
  if (process.platform !== 'win32' && (status.mode & (status.uid === 0 ? 0o037 : 0o077)) !== 0)
    throw new TlsError(`private key file "${key}" has group or world access`, `chmod 600 ${key}`);
  const files = { cert: read(cert, 'certificate file'), key: read(key, 'private key file') };
  if (/ENCRYPTED/.test(files.key))
    throw new TlsError(
      `could not load private key file "${key}": it is encrypted`,
      `there is no setting for its password; store it without: openssl pkey -in ${key} -out <file>`,
    );
  return files;
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TlsError(`could not read ${what} "${path}": ${reason}`, 'check who may read it');
  }
}

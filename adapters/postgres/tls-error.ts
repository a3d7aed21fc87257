/** Why a connection cannot be encrypted, or the server not be trusted, and what to do. */
export class TlsError extends Error {
  readonly help: string;
  constructor(message: string, help: string) {
    super(message);
    this.name = 'TlsError';
    this.help = help;
  }
}

/** What the system's and the driver's words mean, and what to do; undefined for errors of other kinds. */
export function tlsReason(error: unknown): TlsError | undefined {
  if (error instanceof TlsError) return error;
  if (!(error instanceof Error)) return undefined;
  if (/does not support SSL/.test(error.message))
    return new TlsError(
      'server does not support SSL, but SSL was required',
      'set ssl = on at the server, or "sslmode" to prefer or disable',
    );
  const code = 'code' in error ? String(error.code) : '';
  const help = VERIFY[code];
  return help === undefined
    ? undefined
    : new TlsError(`SSL error: certificate verify failed: ${error.message}`, help);
}

const WRONG_CA = '"sslrootcert" must hold the certificate of the authority that signed that of the server';

/** Codes of Node for certificates that are not trusted. */
const VERIFY: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the server needs a new certificate, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'the clock of this machine may be wrong',
  CERT_REVOKED: 'the authority took the certificate of the server back: it needs a new one',
  DEPTH_ZERO_SELF_SIGNED_CERT: WRONG_CA,
  SELF_SIGNED_CERT_IN_CHAIN: WRONG_CA,
  UNABLE_TO_GET_ISSUER_CERT: WRONG_CA,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: WRONG_CA,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: WRONG_CA,
  CERT_SIGNATURE_FAILURE: WRONG_CA,
  CERT_UNTRUSTED: WRONG_CA,
};

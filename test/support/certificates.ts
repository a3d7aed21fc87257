import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, by their files. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes certificates in a folder, by openssl. */
export interface Authority extends Certificate {
  /** For a name, with these alternative ones (`DNS:db,IP:127.0.0.1`); one that has expired, when asked. */
  issue(name: string, alternatives?: string, expired?: boolean): Certificate;
  /** The list of what it took back, with this one on it. */
  revoke(one: Certificate): string;
}

const CONFIG = (folder: string): string => `
[ca]
default_ca = own
[own]
database = ${folder}/index.txt
serial = ${folder}/serial
crlnumber = ${folder}/serial
new_certs_dir = ${folder}
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
default_crl_days = 30
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
`;

/** An authority of its own; null where there is no openssl. */
export function authority(folder: string, name = 'Test CA'): Authority | null {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'openssl.cnf');
  writeFileSync(config, CONFIG(folder));
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'serial'), '01\n');
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const key = (file: string): string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    file,
  ];
  const own = { cert: join(folder, 'ca.crt'), key: join(folder, 'ca.key') };
  const subject = (common: string): string[] => ['-config', config, '-subj', `/CN=${common}`];
  try {
    openssl(
      'req',
      '-x509',
      ...key(own.key),
      ...subject(name),
      '-out',
      own.cert,
      '-days',
      '30',
      '-addext',
      'basicConstraints=critical,CA:true',
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const signing = ['-config', config, '-batch', '-cert', own.cert, '-keyfile', own.key];
  let count = 0;
  return {
    ...own,
    issue: (common, alternatives, expired = false) => {
      const base = join(folder, `c${++count}`);
      const made = { cert: `${base}.crt`, key: `${base}.key` };
      const names = alternatives ? ['-addext', `subjectAltName=${alternatives}`] : [];
      openssl('req', ...key(made.key), ...subject(common), ...names, '-out', `${base}.csr`);
      const days = expired
        ? ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z']
        : ['-days', '20'];
      openssl('ca', ...signing, '-notext', ...days, '-in', `${base}.csr`, '-out', made.cert);
      chmodSync(made.key, 0o600);
      return made;
    },
    revoke: ({ cert }) => {
      const list = join(folder, 'list.crl');
      openssl('ca', ...signing, '-revoke', cert);
      openssl('ca', ...signing, '-gencrl', '-out', list);
      return list;
    },
  };
}

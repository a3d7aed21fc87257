import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { failure, type Span } from '../../core/diagnostic.ts';
import type { GitSpec } from '../package-spec.ts';
import { type Checkout, checkOut } from './checkout.ts';
import type { InstallContext } from './context.ts';
import { download } from './download.ts';
import { extractPackage } from './extract.ts';
import { askHub, type HubPackage } from './hub.ts';

/** Everything that was fetched, each thing once. */
export interface Workspace {
  /** See askHub. */
  hub(name: string, at: Span): Promise<HubPackage>;
  /** See checkOut. */
  checkout(spec: GitSpec, revision: string): Promise<Checkout>;
  /** The folder of the package in an archive; see extractPackage. */
  archive(url: string, at: Span): Promise<string>;
}

/** An empty workspace in the context's folder for downloads. */
export function createWorkspace(context: InstallContext): Workspace {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, fetch: () => Promise<T>): Promise<T> => {
    const found = known.get(key) ?? fetch();
    known.set(key, found);
    return found as Promise<T>; // a key stands for one kind of answer
  };
  return {
    hub: (name, at) => once(`hub ${name}`, () => askHub(name, at, context)),
    checkout: (spec, revision) =>
      once(`git ${spec.address} ${revision} ${spec.subdirectory ?? ''}`, () =>
        checkOut(spec, revision, context),
      ),
    archive: (url, at) => once(`archive ${url}`, () => unpack(url, at, context)),
  };
}

async function unpack(url: string, at: Span, context: InstallContext): Promise<string> {
  const answer = await download(url, context);
  if (answer.kind === 'missing')
    throw failure('TD119', `External connection exception occurred: GET ${url}: HTTP ${answer.status}`, {
      at,
      help: 'check the address of the archive',
    });
  const key = createHash('sha256').update(url).digest('hex').slice(0, 16);
  return extractPackage(answer.body, join(context.downloads, `archive-${key}`), url);
}

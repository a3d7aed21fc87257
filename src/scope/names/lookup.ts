import { createLookup, type Lookup, type Manifest } from '../../manifest/index.ts';

/** What each manifest's names mean, worked out once: a manifest never changes. */
const known = new WeakMap<Manifest, Lookup>();

/** The lookup of a manifest. */
export function lookupOf(manifest: Manifest): Lookup {
  const found = known.get(manifest) ?? makeLookup(manifest);
  known.set(manifest, found);
  return found;
}

const makeLookup = (manifest: Manifest): Lookup =>
  createLookup({
    rootPackage: manifest.projectName,
    nodes: manifest.nodes.values(),
    sources: manifest.sources.values(),
    docs: manifest.docs.values(),
    disabled: manifest.disabled.values(),
  });

import { fnmatch } from './fnmatch.ts';

/**
 * Whether a name selects a node by its fully qualified name (package, folders, name): the whole, a leading part,
 * the name alone, each with or without the package; wildcards match the rest. Dots in names count as parts.
 */
export function matchesFqn(fqn: readonly string[], selector: string, versioned: boolean): boolean {
  return matchesPart(fqn, selector, versioned) || matchesPart(fqn.slice(1), selector, versioned);
}

function matchesPart(fqn: readonly string[], selector: string, versioned: boolean): boolean {
  if (fqn.length === 0) return false;
  const wanted = selector.split('.');
  const name = fqn[versioned ? fqn.length - 2 : fqn.length - 1] ?? '';
  if (name === selector) return true;
  if (versioned && fqn.slice(-2).join('_') === wanted.slice(-2).join('_')) return true;
  const parts = fqn.flatMap((part) => part.split('.'));
  if (parts.length < wanted.length) return false;
  const wild = wanted.findIndex((part) => /[*?[\]]/.test(part));
  const fixed = wild < 0 ? wanted : wanted.slice(0, wild);
  if (fixed.some((part, i) => parts[i] !== part)) return false;
  if (wild < 0) return true;
  if (fnmatch(parts.slice(wild).join('.'), wanted.slice(wild).join('.'))) return true;
  return wanted.length === 1 && fnmatch(name, selector);
}

/** Where a link of a description may lead. */
export type Link =
  | { readonly kind: 'away'; readonly href: string }
  | { readonly kind: 'here'; readonly href: string };

const BASE = 'https://here.invalid/';
const AWAY: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * The link for an address in a text: http, https and mailto lead away, paths and `#…` stay here; null for everything else
 * (`javascript:`, `data:`, `file:` …), however it is spelled: the address is read as browsers read it.
 */
export function safeLink(address: string): Link | null {
  const text = address.trim();
  if (text === '' || !URL.canParse(text, BASE)) return null;
  const url = new URL(text, BASE);
  if (!AWAY.has(url.protocol)) return null;
  if (url.origin !== new URL(BASE).origin) return { kind: 'away', href: url.href };
  if (text.startsWith('#')) return { kind: 'here', href: url.hash };
  return { kind: 'here', href: `.${url.pathname}${url.search}${url.hash}` };
}

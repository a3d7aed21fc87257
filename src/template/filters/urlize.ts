/** The urlize filter: addresses in a text become links. */
import { escapeHtml } from '../python/methods/markup.ts';

/** How links are made. */
export interface LinkOptions {
  /** Longest address shown. */
  readonly limit: number | undefined;
  readonly rel: readonly string[];
  readonly target: string | undefined;
  /** More schemes to take for addresses: `tel:`. */
  readonly schemes: readonly string[];
}

const WEB =
  /^(?:(?:https?:\/\/|www\.)(?:[\w%-]+\.)*(?:[a-z]{2,63}|xn--[\w%]{2,59})|(?:[\w%-]{2,63}\.)+(?:com|net|int|edu|gov|org|info|mil)|https?:\/\/(?:\d{1,3}(?:\.\d{1,3}){3}|\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]))(?::\d{1,5})?(?:[/?#]\S*)?$/i;
const MAIL = /^\S+@\w[\w.-]*\.\w+$/;
const HEAD = /^(?:[(<]|&lt;)+/;
const TAIL = /(?:[)>.,\n]|&gt;)+$/;

/** The text with links for what looks like an address of the web or of mail. */
export function urlize(text: string, options: LinkOptions): string {
  return escapeHtml(text)
    .split(/(\s+)/)
    .map((word) => linked(word, options))
    .join('');
}

function linked(word: string, options: LinkOptions): string {
  const head = HEAD.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let tail = TAIL.exec(middle)?.[0] ?? '';
  middle = middle.slice(0, middle.length - tail.length);
  [middle, tail] = balanced(middle, tail);
  return head + link(middle, options) + tail;
}

/** Takes closing brackets back from the tail where the address opened them. */
function balanced(middle: string, tail: string): [middle: string, tail: string] {
  let [address, rest] = [middle, tail];
  for (const [open, close] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    const opened = address.split(open).length - 1;
    const closed = address.split(close).length - 1;
    for (let i = Math.min(opened, rest.split(close).length - 1); opened > closed && i > 0; i--) {
      const end = rest.indexOf(close) + close.length;
      address += rest.slice(0, end);
      rest = rest.slice(end);
    }
  }
  return [address, rest];
}

function link(address: string, options: LinkOptions): string {
  const rel = [...new Set(options.rel)].sort().join(' ');
  const marks = `${rel ? ` rel="${escapeHtml(rel)}"` : ''}${options.target ? ` target="${escapeHtml(options.target)}"` : ''}`;
  if (WEB.test(address)) {
    const href = /^https?:\/\//.test(address) ? address : `https://${address}`;
    return `<a href="${href}"${marks}>${shortened(address, options.limit)}</a>`;
  }
  if (address.startsWith('mailto:') && MAIL.test(address.slice(7)))
    return `<a href="${address}">${address.slice(7)}</a>`;
  const isMail =
    address.includes('@') &&
    !address.startsWith('www.') &&
    !address.startsWith('@') &&
    !address.includes(':');
  if (isMail && MAIL.test(address)) return `<a href="mailto:${address}">${address}</a>`;
  const scheme = options.schemes.some((s) => address !== s && address.startsWith(s));
  return scheme ? `<a href="${address}"${marks}>${address}</a>` : address;
}

const shortened = (address: string, limit: number | undefined): string =>
  limit !== undefined && address.length > limit ? `${address.slice(0, limit)}...` : address;

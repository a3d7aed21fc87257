import { type Block, parseMarkdown } from '../text/markdown.ts';
import type { Inline } from '../text/markdown-inline.ts';
import { type Link, safeLink } from '../text/safe-link.ts';
import { type Child, h } from './h.ts';

/** A description as elements. */
export const markdown = (text: string): HTMLElement =>
  h('div', { class: 'prose' }, parseMarkdown(text).map(blockElement));

/** A description in one line, for tables and lists: its first paragraph without blocks. */
export function markdownLine(text: string): readonly Child[] {
  const [first] = parseMarkdown(text);
  return first?.kind === 'paragraph' || first?.kind === 'heading' ? first.content.map(inlineElement) : [text];
}

const HEADINGS = ['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const;

function blockElement(block: Block): Child {
  switch (block.kind) {
    case 'heading':
      return h(HEADINGS[block.level - 1] ?? 'h6', {}, block.content.map(inlineElement));
    case 'paragraph':
      return h('p', {}, block.content.map(inlineElement));
    case 'code':
      return h('pre', { tabindex: '0' }, h('code', {}, block.text));
    case 'quote':
      return h('blockquote', {}, block.blocks.map(blockElement));
    case 'list':
      return listElement(block);
    case 'table':
      return tableElement(block);
    case 'rule':
      return h('hr');
  }
}

function listElement({ ordered, start, items }: Extract<Block, { kind: 'list' }>): Child {
  const elements = items.map((blocks) => h('li', {}, blocks.map(blockInItem)));
  return ordered ? h('ol', { start: String(start) }, elements) : h('ul', {}, elements);
}

/** Items of one paragraph stand close together. */
const blockInItem = (block: Block): Child =>
  block.kind === 'paragraph'
    ? h('span', { class: 'item' }, block.content.map(inlineElement))
    : blockElement(block);

const tableElement = ({ head, rows }: Extract<Block, { kind: 'table' }>): Child =>
  h(
    'div',
    { class: 'scroll' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((cell) => h('th', { scope: 'col' }, cell.map(inlineElement))),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell) => h('td', {}, cell.map(inlineElement))),
          ),
        ),
      ),
    ),
  );

function inlineElement(part: Inline): Child {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return h('code', {}, part.text);
    case 'break':
      return h('br');
    case 'strong':
      return h('strong', {}, part.content.map(inlineElement));
    case 'emphasis':
      return h('em', {}, part.content.map(inlineElement));
    case 'deleted':
      return h('del', {}, part.content.map(inlineElement));
    case 'link':
      return anchor(part.link, part.content.map(inlineElement));
    case 'image':
      return imageElement(part.link, part.alt);
  }
}

/** A text that is an address as a link; every other text as it is. */
export function addressOrText(text: string): Child {
  const link = /^https?:\/\/\S+$/.test(text) ? safeLink(text) : null;
  return link ? anchor(link, [text]) : text;
}

const anchor = (link: Link, content: readonly Child[]): Child =>
  link.kind === 'here'
    ? h('a', { href: link.href }, content)
    : h('a', { href: link.href, target: '_blank', rel: 'noopener noreferrer' }, content);

/** Pictures of other sites are linked: showing them would tell those sites who reads. */
const imageElement = (link: Link, alt: string): Child =>
  link.kind === 'here'
    ? h('img', { src: link.href, alt, loading: 'lazy' })
    : anchor(link, [alt === '' ? link.href : alt]);

import type { Code, Resource } from '../data/project.ts';
import { type Child, h } from '../dom/h.ts';
import { sqlTokens, type Token } from '../text/sql-tokens.ts';
import { section } from './section.ts';

/** The code of a resource, as written and as compiled, one at a time. */
export function codeSection({ code }: Resource): Child {
  const [first] = code;
  if (!first) return null;
  const body = h('div', { class: 'code-body' }, codeElement(first));
  return section('code', 'Code', h('div', { class: 'code' }, toolbar(code, body), body));
}

function toolbar(code: readonly Code[], body: HTMLElement): HTMLElement {
  let shown = code[0];
  const choose = (index: number): void => {
    shown = code[index];
    for (const [i, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(i === index));
      tab.setAttribute('tabindex', i === index ? '0' : '-1');
    }
    if (shown) body.replaceChildren(codeElement(shown));
  };
  const tabs = code.map(({ label }, i) => tabButton(label, i, code.length, choose));
  const copy = h(
    'button',
    { type: 'button', class: 'quiet', on: { click: () => copyText(shown?.text ?? '', copy) } },
    'Copy',
  );
  return h('div', { class: 'code-bar' }, h('div', { role: 'tablist', 'aria-label': 'Code' }, tabs), copy);
}

function tabButton(
  label: string,
  index: number,
  count: number,
  choose: (index: number) => void,
): HTMLElement {
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (index + step + count) % count;
    choose(next);
    const sibling = tab.parentElement?.children[next];
    if (sibling instanceof HTMLElement) sibling.focus();
  };
  const tab = h(
    'button',
    {
      type: 'button',
      role: 'tab',
      class: 'tab',
      'aria-selected': String(index === 0),
      tabindex: index === 0 ? '0' : '-1',
      on: { click: () => choose(index), keydown: move },
    },
    label,
  );
  return tab;
}

const codeElement = ({ text }: Code): HTMLElement =>
  h('pre', { tabindex: '0' }, h('code', {}, sqlTokens(text.replace(/^\s*\n|\s+$/g, '')).map(tokenElement)));

const tokenElement = ({ kind, text }: Token): Child =>
  kind === 'plain' ? text : h('span', { class: `token-${kind}` }, text);

/** Says on the button how it went. */
function copyText(text: string, button: HTMLElement): void {
  const say = (word: string): void => {
    button.textContent = word;
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  };
  navigator.clipboard?.writeText(text).then(
    () => say('Copied'),
    () => say('Not allowed'),
  );
}

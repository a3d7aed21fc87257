import type { SearchIndex } from '../data/search.ts';
import { h } from '../dom/h.ts';
import { createResults } from './search-results.ts';

/** The field at the top. */
export interface SearchBox {
  readonly element: HTMLElement;
  /** Puts the cursor into it. */
  focus(): void;
}

/** Makes it: answers at every key, arrows choose, Enter opens, Escape leaves. */
export function createSearchBox(index: SearchIndex): SearchBox {
  const input = searchField();
  const results = createResults();
  const show = (open: boolean): void => {
    results.element.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
  };
  const step = (by: number): void => input.setAttribute('aria-activedescendant', results.step(by));
  const search = (): void => {
    const query = input.value.trim();
    results.fill(query, query === '' ? [] : index.find(query));
    show(query !== '');
    step(0);
  };
  const leave = (): void => {
    show(false);
    input.blur();
  };
  const go = (): void => {
    const target = results.target();
    if (target !== null && !results.element.hidden) location.hash = target;
    leave();
  };
  const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: go, Escape: leave };
  onKeys(input, keys);
  input.addEventListener('input', search);
  input.addEventListener('focus', search);
  input.addEventListener('blur', () => show(false));
  results.element.addEventListener('mousedown', (event) => event.preventDefault());
  results.element.addEventListener('click', leave);
  show(false);
  return {
    element: h(
      'div',
      { class: 'search', role: 'search' },
      input,
      h('kbd', { 'aria-hidden': 'true' }, '/'),
      results.element,
    ),
    focus: () => {
      input.focus();
      input.select();
    },
  };
}

const searchField = (): HTMLInputElement =>
  h('input', {
    type: 'search',
    placeholder: 'Search models, columns, SQL',
    'aria-label': 'Search',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'results',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  });

function onKeys(input: HTMLElement, keys: Readonly<Record<string, () => void>>): void {
  input.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

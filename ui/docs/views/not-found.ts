import { h } from '../dom/h.ts';
import { routeHash } from '../state/route.ts';

/** For addresses that lead to nothing. */
export const notFoundView = (id: string): HTMLElement =>
  h(
    'article',
    {},
    h('header', { class: 'title' }, h('h1', { tabindex: '-1' }, 'Not here')),
    h(
      'p',
      {},
      'This project has no ',
      h('code', {}, id),
      '. ',
      h('a', { href: routeHash({ kind: 'overview' }) }, 'Overview'),
    ),
  );

/** For data that cannot be loaded. */
export const failedView = (reason: string): HTMLElement =>
  h('main', { class: 'failed' }, h('h1', {}, 'The docs could not be loaded'), h('p', {}, reason));

import { nodeId } from '../../core/ids.ts';
import { hostFunction, parseTemplate, ReturnFunction, type Value } from '../../template/index.ts';
import { truthy } from '../../template/python/compare.ts';
import { str } from '../../template/python/print.ts';
import type { BaseContext } from '../context/context.ts';
import type { Member } from '../context/lazy-scope.ts';

/** What a template says to people and to its caller: return, log, print, render. */
export const flowMembers: Readonly<Record<string, Member<BaseContext>>> = {
  return: () => new ReturnFunction(),
  log: ({ world, subject }) =>
    hostFunction('log', ['msg', 'info?'], (msg, info) => {
      const node = subject.id === null ? null : nodeId(subject.id);
      world.emit({ type: 'template:log', message: str(msg), info: truthy(info ?? false), node });
      return '';
    }),
  print: ({ world, subject }) =>
    hostFunction('print', ['msg'], (msg) => {
      const node = subject.id === null ? null : nodeId(subject.id);
      if (world.flags.PRINT !== false) world.emit({ type: 'template:print', message: str(msg), node });
      return '';
    }),
  // A breakpoint: there is nothing to stop in, so it says nothing.
  debug: () => hostFunction('debug', [], () => ''),
};

/** render(): a text as a template, in the scope it is called from. */
export const renderMember: Member<BaseContext> = (context) =>
  hostFunction('render', ['string'], (text): Value | Promise<Value> =>
    typeof text === 'string'
      ? parseTemplate(text, { file: context.subject.path }).render(context.scope())
      : text,
  );

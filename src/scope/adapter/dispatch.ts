import { didYouMean } from '../../core/similar.ts';
import { hostFunction, Undefined, type Value } from '../../template/index.ts';
import { typeName } from '../../template/python/numbers.ts';
import { repr, str } from '../../template/python/print.ts';
import { failAt } from '../context/fail.ts';
import type { Naming } from './methods.ts';

/** `adapter.dispatch('name', 'namespace')`: the macro for this warehouse; TD213 when there is none. */
export const dispatchMethod = ({ namespace }: Naming): Value =>
  hostFunction(
    'dispatch',
    ['macro_name', 'macro_namespace?', 'packages?'],
    (macroName, macroNamespace, packages, call) => {
      const name = str(macroName);
      if (name.includes('.')) throw failAt(call, 'TD213', dotted(name));
      if (packages !== undefined && packages !== null) throw failAt(call, 'TD304', withPackages(name));
      if (macroNamespace !== undefined && macroNamespace !== null && typeof macroNamespace !== 'string') {
        if (!(macroNamespace instanceof Undefined))
          throw failAt(call, 'TD304', wrongNamespace(macroNamespace));
      }
      const from = typeof macroNamespace === 'string' ? macroNamespace : null;
      const result = namespace.index.dispatch(name, from, namespace.packageName);
      const macro = result.kind === 'found' ? namespace.bound(result.id) : undefined;
      if (macro) return macro;
      const searched = result.kind === 'missing' ? result.searched.map(repr).join(', ') : '';
      const message = `In dispatch: No macro named '${name}' found within namespace: '${from ?? 'None'}'\n    Searched for: ${searched}`;
      const help = didYouMean(`default__${name}`, namespace.names());
      throw failAt(call, 'TD213', message, help ? { help } : {});
    },
  );

function dotted(name: string): string {
  const [packageName = '', ...rest] = name.split('.');
  return (
    `In adapter.dispatch, got a macro name of "${name}", but "." is not a valid macro name component. ` +
    `Did you mean \`adapter.dispatch("${rest.join('.')}", macro_namespace="${packageName}")\`?`
  );
}

const withPackages = (name: string): string =>
  `The "packages" argument of adapter.dispatch() has been deprecated.\nUse the "macro_namespace" argument instead.\n\nRaised during dispatch for: ${name}`;

const wrongNamespace = (value: Value): string =>
  `In adapter.dispatch, got a ${typeName(value)} macro_namespace argument ("${str(value)}"), but macro_namespace should be None or a string.`;

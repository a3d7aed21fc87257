import { failure } from '../core/diagnostic.ts';
import type { ModelNode } from '../manifest/index.ts';
import type { Runtime } from '../scope/index.ts';

/** TD220 when the materialization of a model is there, but not for models in its language. */
export function checkLanguage({ macros, manifest }: Runtime, node: ModelNode): void {
  const name = node.config.materialized ?? 'view';
  const id = macros.index.materialization(name);
  if (id === undefined) return;
  const languages = manifest.macros.get(id)?.supported_languages ?? ['sql'];
  if (languages.includes(node.language)) return;
  const shown = languages.map((one) => `'${one}'`).join(', ');
  throw failure(
    'TD220',
    `Materialization "${name}" only supports languages [${shown}]; got "${node.language}"`,
    {
      node: node.unique_id,
      at: manifest.places.get(node.unique_id) ?? { file: node.original_file_path, line: 1, column: 1 },
      help: 'choose another materialization, or write the model in a language that this one supports',
    },
  );
}

import { failure } from '../core/diagnostic.ts';
import type { ModelNode } from '../manifest/index.ts';
import type { Runtime } from '../scope/index.ts';

/** TD220 when the project's or a package's own materialization is not for models in this language. */
export function checkLanguage({ macros, manifest, adapter }: Runtime, node: ModelNode): void {
  const name = node.config.materialized ?? 'view';
  const id = macros.index.materialization(name);
  if (id === undefined) return;
  const own = ['dbt', ...[adapter.name, ...adapter.parents].map((one) => `dbt_${one}`)];
  if (own.includes(manifest.macros.get(id)?.package_name ?? 'dbt')) return;
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

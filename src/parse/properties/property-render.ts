import { renderPart } from '../../project/render.ts';
import type { YamlDocument, YamlPath } from '../../project/yaml.ts';
import type { Scope } from '../../template/index.ts';
import type { Section } from './property-shapes.ts';

/**
 * Renders the texts of an entry. Descriptions, tests and hooks are left as written: they are rendered
 * later, with other names at hand. Throws what the templates throw.
 */
export function renderEntry(
  section: Section,
  data: unknown,
  document: YamlDocument,
  at: YamlPath,
  scope: Scope,
): unknown {
  const skip = (path: YamlPath): boolean => isLater(section, path.slice(at.length));
  return renderPart(data, { document, scope, at, skip });
}

const LATER: ReadonlySet<string | number> = new Set([
  'tests',
  'data_tests',
  'description',
  'loaded_at_query',
]);
const LATER_CONFIG: ReadonlySet<string | number> = new Set([
  'pre_hook',
  'post_hook',
  'pre-hook',
  'post-hook',
  'loaded_at_query',
]);

function isLater(section: Section, path: YamlPath): boolean {
  if (section === 'sources' && path[0] === 'tables') return isLaterPart(path.slice(2));
  if (section === 'macros' && path[0] === 'arguments') return isLaterPart(path.slice(2));
  if (section === 'metrics' && path.slice(-2).includes('filter')) return true;
  if (section === 'saved_queries' && path[0] === 'query_params' && path[1] === 'where') return true;
  if (section === 'semantic_models' && ELEMENTS.has(path[0] ?? '')) return path[2] === 'description';
  return isLaterPart(path);
}

const ELEMENTS: ReadonlySet<string | number> = new Set(['dimensions', 'measures', 'entities']);

/** Whether a part of a model, seed, table … is not rendered with its entry. */
function isLaterPart(path: YamlPath): boolean {
  const [first = '', second = '', third = ''] = path;
  if (LATER.has(first)) return true;
  if (first === 'config') return LATER_CONFIG.has(second);
  if (first === 'columns') return LATER.has(third);
  if (first !== 'versions') return false;
  return LATER.has(third) || (third === 'columns' && LATER.has(path[4] ?? ''));
}

import { failure } from '../core/diagnostic.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { isPromise } from '../core/maybe-promise.ts';
import { DBT_VERSION } from '../core/version.ts';
import {
  callValue,
  type Definition,
  fromHost,
  PyDict,
  parseTemplate,
  type Value,
} from '../template/index.ts';
import { str } from '../template/python/print.ts';
import type { QueryComment, Runtime, Session, World } from './context/world.ts';
import { modelValue } from './names/node-data.ts';
import { operationScope } from './run-scope.ts';
import { dumpJson } from './values/json.ts';

/** `query-comment:` of the project file: a text, a text with settings, or nothing for dbt's own. */
interface Settings {
  /** null: none; undefined: dbt's own. */
  readonly comment: string | null | undefined;
  readonly append: boolean;
}

/** How statements are commented, from `query-comment:` of the project file. */
export function createQueryComment(config: Json | undefined): NonNullable<World['queryComment']> {
  const { comment, append } = settingsOf(config);
  if (comment === null || comment === '') return () => null;
  if (comment === undefined) return (runtime, session) => ({ text: defaultText(runtime, session), append });
  const macro = commentMacro(comment);
  return (runtime, session): QueryComment | null => {
    const text = callValue(
      macro.bind(operationScope(runtime, runtime.projectName, session)),
      argumentsOf(runtime, session),
    );
    return isPromise(text) ? null : { text: checked(str(text)), append };
  };
}

/** The comment as the body of a macro: it may return(), and sees `connection_name` and `node`. */
function commentMacro(comment: string): Definition {
  const source = `{%- macro query_comment_macro(connection_name, node) -%}\n${comment}\n{% endmacro %}`;
  const [definition] = parseTemplate(source, { file: 'query-comment' }).definitions;
  if (!definition) throw failure('TD104', 'query-comment cannot be read');
  return definition;
}

function argumentsOf(runtime: Runtime, session: Session): Value[] {
  const node = session.node === null ? null : (runtime.manifest.nodes.get(session.node) ?? null);
  return [session.name, node ? modelValue({ runtime, node, world: runtime }) : null];
}

function checked(text: string): string {
  if (!text.includes('*/')) return text;
  throw failure('TD104', `query comment contains illegal value "*/": ${text}`, {
    help: 'change query-comment in the project file so that it does not end the comment',
  });
}

function settingsOf(config: Json | undefined): Settings {
  if (config === undefined) return { comment: undefined, append: false };
  if (typeof config === 'string' || config === null) return { comment: config, append: false };
  if (!isObject(config)) return { comment: null, append: false };
  const { comment, append } = config;
  return {
    comment: typeof comment === 'string' || comment === null ? comment : undefined,
    append: append === true,
  };
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What dbt says of itself in a warehouse's log. */
function defaultText(runtime: Runtime, session: Session): string {
  const { target, invocationArgs } = runtime;
  const profile = target.profile_name ?? null;
  const about: [string, Value][] = [
    ['app', 'dbt'],
    ['dbt_version', DBT_VERSION],
    ['profile_name', fromHost(profile)],
    ['target_name', fromHost(target.target_name ?? target.name ?? invocationArgs.target ?? null)],
    session.node === null ? ['connection_name', session.name] : ['node_id', session.node],
  ];
  return dumpJson(new PyDict(about));
}

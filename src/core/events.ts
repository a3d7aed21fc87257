import type { Diagnostic } from './diagnostic.ts';
import type { NodeId, RunId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { TimeSpan } from './moments.ts';
import type { NodeResult } from './result.ts';

/** What sinks need to know of a node to speak about it. */
export interface NodeSummary {
  readonly id: NodeId;
  readonly name: string;
  readonly resourceType: string;
  readonly path: string;
  /** The file it stands in, as users see it: `models/schema.yml` for a generic test. */
  readonly file: string;
  /** Where its SQL is kept below target/compiled and target/run; null for what has none. */
  readonly sqlPath: string | null;
  readonly checksum: string;
  readonly materialized: string;
  /** `sql view model main.stg_users`: dbt's way to name what is built. */
  readonly description: string;
  readonly relation: {
    readonly database: string;
    readonly schema: string;
    readonly alias: string;
    readonly name: string;
  } | null;
  readonly meta: JsonObject;
  /** The group it belongs to, with its owner. */
  readonly group: JsonObject | null;
}

/** How a batch of a microbatch model ended. */
export type BatchEnd =
  | { readonly status: 'success'; readonly message: string }
  | { readonly status: 'error'; readonly diagnostic: Diagnostic }
  | { readonly status: 'skipped' };

/** All that happens, for any number of sinks (pretty, plain, json, junit, log file …). */
export type Event =
  | {
      readonly type: 'invocation:start';
      readonly command: string;
      readonly args: JsonObject;
      readonly adapter: string | null;
    }
  | {
      readonly type: 'invocation:end';
      readonly command: string;
      readonly seconds: number;
      readonly success: boolean;
    }
  /** The project file, the profile and the target are known; from here on the log file has a place. */
  | {
      readonly type: 'project:opened';
      readonly name: string;
      readonly root: string;
      readonly logPath: string;
      readonly targetPath: string;
      readonly target: string;
      readonly adapter: string;
      readonly adapterVersion: string | null;
    }
  | {
      readonly type: 'project:parsed';
      readonly counts: Readonly<Record<string, number>>;
      readonly seconds: number;
    }
  | {
      readonly type: 'run:start';
      readonly kind: string;
      readonly nodes: number;
      readonly threads: number;
      readonly target: string;
    }
  | {
      readonly type: 'node:start';
      readonly node: NodeSummary;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'node:end';
      readonly node: NodeSummary;
      readonly index: number;
      readonly total: number;
      readonly result: NodeResult;
    }
  /** A microbatch model is built in these batches; those of `done` were built by the run that this one goes on with. */
  | {
      readonly type: 'batches:planned';
      readonly node: NodeSummary;
      readonly batches: readonly TimeSpan[];
      readonly done: readonly TimeSpan[];
    }
  | {
      readonly type: 'batch:start';
      readonly node: NodeSummary;
      readonly span: TimeSpan;
      /** `batch 2024-01-31 of main.events`. */
      readonly description: string;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly type: 'batch:end';
      readonly node: NodeSummary;
      readonly span: TimeSpan;
      readonly description: string;
      readonly index: number;
      readonly total: number;
      readonly seconds: number;
      readonly result: BatchEnd;
    }
  | {
      readonly type: 'hook:start' | 'hook:end';
      readonly name: string;
      readonly sql: string;
      readonly index: number;
      readonly total: number;
      readonly seconds: number;
      readonly ok: boolean;
    }
  | {
      readonly type: 'run:end';
      readonly kind: string;
      readonly results: readonly NodeResult[];
      readonly seconds: number;
      readonly cancelled: boolean;
      /** It was cancelled because its deadline was reached. */
      readonly late?: boolean;
    }
  | {
      readonly type: 'statement:start';
      readonly node: NodeId | null;
      readonly connection: string;
      readonly sql: string;
    }
  | {
      readonly type: 'statement:end';
      readonly node: NodeId | null;
      readonly connection: string;
      readonly seconds: number;
      readonly message: string;
    }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  /** The command ends before or outside of nodes: exit code 2. */
  | { readonly type: 'fatal'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: 'artifact:written'; readonly artifact: string; readonly path: string }
  /** log() of a template: shown when info, else only in the log file. */
  | {
      readonly type: 'template:log';
      readonly message: string;
      readonly info: boolean;
      readonly node: NodeId | null;
    }
  /** print() of a template: always shown, also with --quiet. */
  | { readonly type: 'template:print'; readonly message: string; readonly node: NodeId | null }
  /** Data that a command was asked for (ls, show, compile --inline): stdout, also with --quiet. `isPiece`: one of very many, not for the log file. */
  | {
      readonly type: 'output';
      readonly text: string;
      readonly name?: string;
      readonly data?: JsonObject;
      readonly isPiece?: boolean;
    }
  /** Anything else worth a line; debug lines go to the log file only, unless --debug. `name`: dbt's event name, if it has one. */
  | {
      readonly type: 'note';
      readonly message: string;
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly name?: string;
      readonly data?: JsonObject;
    };

/** An event with its envelope. */
export type Logged = Event & {
  readonly v: 1;
  readonly run: RunId;
  readonly seq: number;
  readonly at: string;
  readonly thread: string;
};

type HookType = 'hook:start' | 'hook:end';

/** The event of a type, with its envelope. */
export type EventOf<Type extends Event['type']> = Type extends HookType
  ? Extract<Logged, { readonly type: HookType }>
  : Extract<Logged, { readonly type: Type }>;

/** Takes events one by one. */
export type Sink = (event: Logged) => void;

/** What stages call: adds the envelope and passes on. */
export type Emit = (event: Event, thread?: string) => void;

/** Connects stages to sinks. `now` gives milliseconds since 1970. */
export function createEmitter(run: RunId, sinks: readonly Sink[], now: () => number = Date.now): Emit {
  let seq = 0;
  return (event, thread = 'MainThread') => {
    const logged: Logged = { ...event, v: 1, run, seq: seq++, at: new Date(now()).toISOString(), thread };
    for (const sink of sinks) sink(logged);
  };
}

import type { EventOf } from '../../core/events.ts';
import { renderDiagnostic } from '../console/render-diagnostic.ts';
import { type DbtLine, type Level, line } from './line.ts';
import type { Look } from './look.ts';
import { type NodeState, nodeInfo } from './node-info.ts';
import { fancyLine } from './words.ts';

/** A batch of a microbatch model begins. */
export function batchStartLine(event: EventOf<'batch:start'>, state: NodeState, { width }: Look): DbtLine {
  const { node, description, index, total } = event;
  const msg = `Batch ${fancyLine(`START ${description}`, 'RUN', width, { index, total })}`;
  const node_info = nodeInfo(node, state);
  return line('LogStartBatch', 'info', msg, {
    description,
    batch_index: index,
    total_batches: total,
    node_info,
  });
}

/** A batch ends: what is wrong with it, and one line. */
export function batchEndLines(event: EventOf<'batch:end'>, state: NodeState, look: Look): DbtLine[] {
  const { node, description, index, total, seconds, result } = event;
  const { text, status, shown, level } = ending(event, look);
  const node_info = nodeInfo(node, state);
  const msg = `Batch ${fancyLine(`${text} ${description}`, shown, look.width, { index, total, seconds })}`;
  const data = {
    description,
    status,
    batch_index: index,
    total_batches: total,
    execution_time: seconds,
    node_info,
  };
  return [
    ...(result.status === 'error' ? [problemLine(event, node_info, look)] : []),
    line('LogBatchResult', level, msg, data),
  ];
}

/** How the end of a batch is told. */
interface Ending {
  readonly text: string;
  readonly status: string;
  readonly shown: string;
  readonly level: Level;
}

function ending({ result }: EventOf<'batch:end'>, { colors }: Look): Ending {
  switch (result.status) {
    case 'error':
      return { text: 'ERROR creating', status: 'error', shown: colors.red('ERROR'), level: 'error' };
    case 'skipped':
      return { text: 'SKIP', status: 'skipped', shown: colors.yellow('SKIPPED'), level: 'info' };
    case 'success':
      return {
        text: 'OK created',
        status: result.message,
        shown: colors.green(result.message),
        level: 'info',
      };
  }
}

function problemLine(
  { node, description, result }: EventOf<'batch:end'>,
  node_info: DbtLine['data'],
  look: Look,
): DbtLine {
  const exc = result.status === 'error' ? renderDiagnostic(result.diagnostic, look.colors) : '';
  const msg = `${look.colors.red(`Failure in ${description}`)}\n${exc}`;
  return line('GenericExceptionOnRun', 'error', msg, { exc, unique_id: node.id, build_path: '', node_info });
}

import { nodeId } from '../core/ids.ts';
import { commandResult, executeNodes, saveOutcome } from './execution.ts';
import { invoke } from './invoke.ts';
import type { Engine } from './open.ts';
import type { SeedOptions } from './options.ts';
import type { CommandResult } from './result.ts';
import { withSession } from './session.ts';
import { tableText } from './table-text.ts';

/** Loads the selected CSV files; with `show`, prints the first rows of each. */
export function seed(engine: Engine, options: SeedOptions = {}): Promise<CommandResult> {
  return invoke(engine, 'seed', async () => {
    const executed = await executeNodes(engine, { kind: 'seed', resourceTypes: ['seed'] }, options);
    const { manifest, outcome } = executed;
    await saveOutcome(engine, executed);
    const loaded = outcome.results.filter((result) => result.status === 'success');
    if (options.show) {
      for (const { id } of loaded) await showRows(engine, manifest.nodes.get(nodeId(id))?.relation_name);
    }
    return commandResult(outcome);
  });
}

const SHOWN_ROWS = 10;

async function showRows(engine: Engine, relation: string | null | undefined): Promise<void> {
  if (!relation) return;
  const result = await withSession(engine, 'show', ({ connection, signal }) =>
    connection.query(`select * from ${relation} limit ${SHOWN_ROWS}`, { signal }),
  );
  const title = `Random sample of table: ${relation.replaceAll('"', '')}`;
  engine.emit({ type: 'note', level: 'info', name: 'SeedHeader', message: title });
  engine.emit({ type: 'output', text: `${'-'.repeat(title.length)}\n${tableText(result)}` });
}

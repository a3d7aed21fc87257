import type { NodeSummary } from '../../core/events.ts';
import type { LineData } from './line.ts';

/** Where a node is in its work. */
export interface NodeState {
  readonly status: string;
  /** ISO 8601; '' when not yet. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** A node that nothing is happening to. */
export const IDLE: NodeState = { status: 'None', startedAt: '', finishedAt: '' };

/** dbt's `node_info`, which stands in the data of all lines about a node. */
export function nodeInfo(node: NodeSummary, state: NodeState): LineData {
  const { relation } = node;
  return {
    materialized: node.materialized,
    meta: node.meta,
    node_checksum: node.checksum,
    node_finished_at: withoutZone(state.finishedAt),
    node_name: node.name,
    node_path: node.path,
    node_relation: {
      alias: relation?.alias ?? '',
      database: relation?.database ?? '',
      relation_name: relation?.name ?? '',
      schema: relation?.schema ?? '',
    },
    node_started_at: withoutZone(state.startedAt),
    node_status: state.status,
    resource_type: node.resourceType,
    unique_id: node.id,
  };
}

/** What lines of results say of the group that a node belongs to. */
export const groupData = ({ group }: NodeSummary): LineData => (group === null ? {} : { group });

const withoutZone = (time: string): string => time.replace(/Z$/, '');

-- Closed, paid, declined and their like are final: no change may start from them.
select
    entity_type,
    entity_id,
    previous_status,
    status,
    changed_at
from {{ ref('int_status_changes') }}
where previous_status in ({{ quoted_list(final_statuses()) }})

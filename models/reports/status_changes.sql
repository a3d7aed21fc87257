select
    {{ month_of('changed_at') }} as month_start,
    entity_type,
    previous_status,
    status,
    count(*) as changes,
    {{ ratio('sum(days_in_previous_status)', 'count(days_in_previous_status)') }} as average_days_before
from {{ ref('int_status_changes') }}
where previous_status is not null
group by 1, 2, 3, 4

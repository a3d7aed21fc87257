-- The status of an obligation that is owed follows from its dates and the day of the report.
with

aged as (
    select
        obligations.*,
        case
            when obligations.defaulted_on <= period.last_day then 'defaulted'
            when obligations.overdue_on <= period.last_day then 'overdue'
            when obligations.due_on <= period.last_day then 'due'
            else 'not_yet_due'
        end as status_by_date
    from {{ ref('int_obligations') }} as obligations
    cross join {{ ref('int_reporting_period') }} as period
)

select
    obligation_id,
    status,
    status_by_date,
    due_on
from aged
where outstanding_amount > 0
    and status <> status_by_date

with

buckets as (
    {%- for bucket in overdue_buckets() %}
    select {{ loop.index }} as bucket_order, '{{ bucket }}' as overdue_bucket
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

lent as (
    select * from {{ ref('loan_portfolio') }}
    where outstanding_principal > 0 or past_due_amount > 0
),

aged as (
    select
        buckets.bucket_order,
        buckets.overdue_bucket,
        count(lent.credit_facility_id) as credit_facilities,
        {{ total('lent.outstanding_principal') }} as outstanding_principal,
        {{ total('lent.past_due_amount') }} as past_due_amount
    from buckets
    left join lent
        on lent.overdue_bucket = buckets.overdue_bucket
    group by buckets.bucket_order, buckets.overdue_bucket
)

select
    bucket_order,
    overdue_bucket,
    credit_facilities,
    outstanding_principal,
    past_due_amount,
    {{ ratio('outstanding_principal', 'sum(outstanding_principal) over ()') }} as share_of_principal
from aged

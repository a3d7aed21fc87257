{{ config(
    materialized='incremental',
    incremental_strategy='microbatch',
    event_time='day',
    unique_key=('day' if target.type == 'postgres' else none),
    batch_size='day',
    begin='2024-01-01'
) }}
select date_trunc('day', viewed_at) as day, count(*) as views
from {{ ref('page_views') }}
group by 1

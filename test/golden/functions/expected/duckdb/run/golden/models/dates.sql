
  create or replace view "golden"."main"."dates" as (
    select
    
    (d + cast(3 as bigint) * interval 1 day) as added,
    
    (d + (cast(n as bigint) * 7) * interval 1 day) as added_weeks,
    
    (d + (cast(1 as bigint) * 3) * interval 1 month) as added_quarters,
    
    (date_diff('day', d::timestamp, e::timestamp ))
   as days,
    
    (
    (date_diff('day', d::timestamp, e::timestamp ))
   // 7 + case
      when date_part('dow', (d)::timestamp) <= date_part('dow', (e)::timestamp) then
        case when d <= e then 0 else -1 end
      else
        case when d <= e then 1 else 0 end
    end)
   as weeks,
    date_trunc('month', d) as month,
    cast(
    (
    (date_trunc('month', d) + cast(1 as bigint) * interval 1 month) + cast(-1 as bigint) * interval 1 day) as date) as end_of_month,
    -- duckdb dateadd does not support quarter interval.
    cast(
    (
    (date_trunc('quarter', d) + cast(3 as bigint) * interval 1 month) + cast(-1 as bigint) * interval 1 day) as date) as end_of_quarter,
    make_date(2024, 2, 29) as first
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given
  );


  create view "db"."main"."dates" as (
    select
    
  d + ((interval '1 day') * (3))
 as added,
    
  d + ((interval '1 week') * (n))
 as added_weeks,
    
  d + ((interval '3 month') * (1))
 as added_quarters,
    
    ((e)::date - (d)::date)
 as days,
    
    (
    ((e)::date - (d)::date)
 / 7 + case
      when date_part('dow', (d)::timestamp) <= date_part('dow', (e)::timestamp) then
        case when d <= e then 0 else -1 end
      else
        case when d <= e then 1 else 0 end
    end)
 as weeks,
    date_trunc('month', d) as month,
    cast(
  
  date_trunc('month', d) + ((interval '1 month') * (1))
 + ((interval '1 day') * (-1))
 as date) as end_of_month,
    cast(
  
  date_trunc('quarter', d) + ((interval '1 month') * (3))
 + ((interval '1 day') * (-1))
 as date) as end_of_quarter,
    to_date('2024-02-29', 'YYYY-MM-DD') as first
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given
  );

create or replace table "golden"."main"."daily_views"
  as (
    
select date_trunc('day', viewed_at) as day, count(*) as views
from (select * from "golden"."main"."page_views" where viewed_at >= '2024-01-01 00:00:00+00:00' and viewed_at < '2024-01-02 00:00:00+00:00')
group by 1
  );

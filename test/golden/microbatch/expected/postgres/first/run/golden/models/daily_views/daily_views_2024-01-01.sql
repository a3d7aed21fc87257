
  create table "db"."main"."daily_views"
  as (
    
select date_trunc('day', viewed_at) as day, count(*) as views
from (select * from "db"."main"."page_views" where viewed_at >= '2024-01-01 00:00:00+00:00' and viewed_at < '2024-01-02 00:00:00+00:00') _dbt_et_filter_subq_page_views
group by 1
  );

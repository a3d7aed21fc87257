
  create table "db"."main"."page_views"
  as (
    
select 1 as id, cast('2024-01-01 06:00:00' as timestamp) as viewed_at
union all
select 2 as id, cast('2024-01-02 06:00:00' as timestamp) as viewed_at
  );

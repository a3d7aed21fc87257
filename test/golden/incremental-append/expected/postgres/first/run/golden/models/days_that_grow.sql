
  create table "db"."main"."days_that_grow__dbt_tmp"
  as (
    

select 1 as day
  );

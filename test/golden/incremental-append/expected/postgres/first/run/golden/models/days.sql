
  create table "db"."main"."days__dbt_tmp"
  as (
    

select cast(1 as integer) as day
  );

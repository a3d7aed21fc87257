
  create table "db"."main"."by_one_key__dbt_tmp"
  as (
    

select 1 as id, 'a' as name
  );


  create table "db"."main"."a__dbt_tmp"
  as (
    

select 1 as id
  );

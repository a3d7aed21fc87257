
  create table "db"."main_marts"."fact_orders__dbt_tmp"
  as (
    

select 1 as id
  );

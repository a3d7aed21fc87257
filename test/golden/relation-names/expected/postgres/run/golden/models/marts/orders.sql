
  create table "db"."main_marts"."fact_orders"
  as (
    

select 1 as id
  );

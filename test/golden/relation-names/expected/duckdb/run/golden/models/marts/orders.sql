create or replace table "golden"."main_marts"."fact_orders"
  as (
    

select 1 as id
  );

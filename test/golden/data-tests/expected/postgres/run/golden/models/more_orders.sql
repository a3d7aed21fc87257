
  create view "db"."main"."more_orders__dbt_tmp" as (
    select * from "db"."main"."orders"
  );

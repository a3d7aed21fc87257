
  create or replace view "golden"."main"."more_orders" as (
    select * from "golden"."main"."orders"
  );

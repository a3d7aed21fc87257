
  create view "db"."main"."more_orders" as (
    select * from "db"."main"."orders"
  );

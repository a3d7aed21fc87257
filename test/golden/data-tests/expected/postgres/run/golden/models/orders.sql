
  create view "db"."main"."orders" as (
    select 1 as order_id, 'paid' as status, 1 as customer_id
union all
select 2 as order_id, 'open' as status, null as customer_id
  );

create or replace table "golden"."main"."paid_orders"
  as (
    

select order_id
from "golden"."main"."orders"
where status = 'paid'
  );

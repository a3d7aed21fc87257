
  create table "db"."main"."paid_orders"
  as (
    

select order_id
from "db"."main"."orders"
where status = 'paid'
  );

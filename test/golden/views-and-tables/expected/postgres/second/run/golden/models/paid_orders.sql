
  create table "db"."main"."paid_orders__dbt_tmp"
  as (
    

select order_id
from "db"."main"."orders"
where status = 'paid'
  );

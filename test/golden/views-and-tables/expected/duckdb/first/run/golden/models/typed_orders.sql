create table "golden"."main"."typed_orders__dbt_tmp"
  (
    order_id int not null check (order_id > 0),
    status varchar
  );
  insert into "golden"."main"."typed_orders__dbt_tmp" (order_id, status) (
    select order_id, status
  from (
    

select order_id, status
from "golden"."main"."orders"
  ) as model_subq
  );

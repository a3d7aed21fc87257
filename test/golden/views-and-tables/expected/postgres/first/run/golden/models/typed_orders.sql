
  create table "db"."main"."typed_orders"
  (
    order_id int not null check (order_id > 0),
    status varchar
  );
  insert into "db"."main"."typed_orders" (order_id, status)
  (
    select order_id, status
  from (
    

select order_id, status
from "db"."main"."orders"
  ) as model_subq
  );

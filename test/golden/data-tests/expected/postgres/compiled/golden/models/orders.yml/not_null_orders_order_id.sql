

select order_id
from "db"."main"."orders"
where order_id is null

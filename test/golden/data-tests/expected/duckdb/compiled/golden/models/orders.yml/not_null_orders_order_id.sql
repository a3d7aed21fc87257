

select order_id
from "golden"."main"."orders"
where order_id is null



select order_id, status
from "golden"."main"."orders"

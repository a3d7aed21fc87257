

select order_id, status
from "db"."main"."orders"

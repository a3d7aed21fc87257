

select order_id
from "golden"."main"."orders"
where status = 'paid'

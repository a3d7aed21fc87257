

select order_id
from "db"."main"."orders"
where status = 'paid'

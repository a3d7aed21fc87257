

select *
from "golden"."main"."orders"
where customer_id is null

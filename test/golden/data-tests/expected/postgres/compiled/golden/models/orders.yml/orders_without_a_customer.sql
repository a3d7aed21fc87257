

select *
from "db"."main"."orders"
where customer_id is null

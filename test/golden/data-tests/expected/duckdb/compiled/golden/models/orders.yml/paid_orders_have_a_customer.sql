

select customer_id
from (select * from "golden"."main"."orders" where status = 'paid') dbt_subquery
where customer_id is null

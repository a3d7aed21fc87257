

select customer_id
from (select * from "db"."main"."orders" where status = 'paid') dbt_subquery
where customer_id is null

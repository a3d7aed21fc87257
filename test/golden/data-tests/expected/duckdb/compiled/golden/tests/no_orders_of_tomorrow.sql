

select * from "golden"."main"."orders" where order_id > 2

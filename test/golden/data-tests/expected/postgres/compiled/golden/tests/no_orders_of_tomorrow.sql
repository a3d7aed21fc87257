

select * from "db"."main"."orders" where order_id > 2

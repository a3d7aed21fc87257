
select * from "db"."main"."more_orders" where order_id < 1

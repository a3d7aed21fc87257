
select * from "golden"."main"."more_orders" where order_id < 1

select * from "golden"."main"."orders"

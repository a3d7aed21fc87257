select * from "db"."main"."orders"

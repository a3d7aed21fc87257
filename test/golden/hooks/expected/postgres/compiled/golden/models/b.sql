select * from "db"."main"."a"

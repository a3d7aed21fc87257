select * from "db"."main"."countries"

select * from "golden"."main"."countries"

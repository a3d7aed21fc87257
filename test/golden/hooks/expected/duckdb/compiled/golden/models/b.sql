select * from "golden"."main"."a"

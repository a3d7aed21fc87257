

select cast(1 as integer) as day
where 1 > (select max(day) from "db"."main"."days")

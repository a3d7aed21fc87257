insert into "db"."main"."days" ("day")
  (
    select "day"
    from "days__dbt_tmp"
  )

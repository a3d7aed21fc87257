insert into "golden"."main"."days" ("day")
  (
    select "day"
    from "days__dbt_tmp"
  )

insert into "db"."main"."days_that_grow" ("day", "note")
  (
    select "day", "note"
    from "days_that_grow__dbt_tmp"
  )

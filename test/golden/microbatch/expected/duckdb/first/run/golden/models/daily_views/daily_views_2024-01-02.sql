delete from "golden"."main"."daily_views"
  where day >= '2024-01-02 00:00:00+00:00' and day < '2024-01-03 00:00:00+00:00';
  insert into "golden"."main"."daily_views" ("day", "views")
  select "day", "views"
  from "daily_views__dbt_tmp_20240102"
  where day >= '2024-01-02 00:00:00+00:00' and day < '2024-01-03 00:00:00+00:00';


  merge into "db"."main"."daily_views" as DBT_INTERNAL_DEST
  using "daily_views__dbt_tmp_20240102" as DBT_INTERNAL_SOURCE
  on ((DBT_INTERNAL_SOURCE.day = DBT_INTERNAL_DEST.day))
  when matched then update set
    "day" = DBT_INTERNAL_SOURCE."day", "views" = DBT_INTERNAL_SOURCE."views"
  when not matched then insert
    ("day", "views")
  values
    ("day", "views")

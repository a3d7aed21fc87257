delete from "db"."main"."by_one_key" as DBT_INTERNAL_DEST
    where (id) in (
      select distinct id
      from "by_one_key__dbt_tmp" as DBT_INTERNAL_SOURCE
    )
      and id > 0;
  insert into "db"."main"."by_one_key" ("id", "name")
  (
    select "id", "name"
    from "by_one_key__dbt_tmp"
  )

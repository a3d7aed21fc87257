delete from "golden"."main"."by_one_key"
    where (id) in (
      select (id)
      from "by_one_key__dbt_tmp"
    )
      and id > 0;
  insert into "golden"."main"."by_one_key" ("id", "name")
  (
    select "id", "name"
    from "by_one_key__dbt_tmp"
  )


  create view "db"."main"."empty" as (
    select cast(null as int) as id, cast(null as text) as "name"
union all
select * from (
    select 1 as id, 'a' as name
  ) as __dbt_sbq
  where false
  limit 0

  );


  create view "db"."main"."countries_by_name__dbt_tmp" as (
    select * from "db"."main"."countries"
  );

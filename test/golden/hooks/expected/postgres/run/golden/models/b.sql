
  create view "db"."main"."b__dbt_tmp" as (
    select * from "db"."main"."a"
  );

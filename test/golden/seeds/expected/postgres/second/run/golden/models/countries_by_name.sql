create or replace view "db"."main"."countries_by_name" as (
    select * from "db"."main"."countries"
  );

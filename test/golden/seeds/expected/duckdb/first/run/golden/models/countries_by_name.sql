
  create or replace view "golden"."main"."countries_by_name" as (
    select * from "golden"."main"."countries"
  );

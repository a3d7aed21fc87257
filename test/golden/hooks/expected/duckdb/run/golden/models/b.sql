
  create or replace view "golden"."main"."b" as (
    select * from "golden"."main"."a"
  );


  create view "db"."main"."b" as (
    select * from "db"."main"."a"
  );

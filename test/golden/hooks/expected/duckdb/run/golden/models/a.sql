create or replace table "golden"."main"."a"
  as (
    

select 1 as id
  );

create or replace table "golden"."main"."days"
  as (
    

select cast(1 as integer) as day
  );


  create table "db"."main"."days_that_grow"
  as (
    

select 1 as day
  );


  create table "db"."main"."days"
  as (
    

select cast(1 as integer) as day
  );


  create table "db"."main"."a"
  as (
    

select 1 as id
  );

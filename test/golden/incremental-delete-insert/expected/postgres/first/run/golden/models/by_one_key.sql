
  create table "db"."main"."by_one_key"
  as (
    

select 1 as id, 'a' as name
  );

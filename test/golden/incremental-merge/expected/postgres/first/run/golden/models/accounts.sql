
  create table "db"."main"."accounts"
  as (
    

select 1 as id, 10.5 as balance, 'a' as name
  );


  create table "db"."main"."accounts_by_keys"
  as (
    

select 1 as id, 'north' as branch, 10.5 as balance, 'a' as name
  );

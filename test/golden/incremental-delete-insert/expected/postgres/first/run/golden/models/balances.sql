
  create table "db"."main"."balances"
  as (
    

select 7 as account, cast('2024-01-31' as date) as day, 10.5 as balance
  );

create or replace table "golden"."main"."by_one_key"
  as (
    

select 1 as id, 'a' as name
  );

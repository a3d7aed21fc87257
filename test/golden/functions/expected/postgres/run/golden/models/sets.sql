
  create view "db"."main"."sets" as (
    select 1 as n 
  except
 select 2 as n
union all
(select 3 as n 
  intersect
 select 3 as n)
  );

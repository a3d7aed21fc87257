
  create view "db"."main"."with_with" as (
    -- a comment in front
with  __dbt__cte__numbers as (


select 1 as n
union all
select 2 as n
),  __dbt__cte__even_numbers as (


with numbers as (
    select * from __dbt__cte__numbers
)

select * from numbers where n % 2 = 0
), even as (
    select * from __dbt__cte__even_numbers
),

all_of_them as (
    select * from __dbt__cte__numbers
)

select * from even
union all
select * from all_of_them
  );


  create view "db"."main"."without_with" as (
    with __dbt__cte__numbers as (


select 1 as n
union all
select 2 as n
),  __dbt__cte__even_numbers as (


with numbers as (
    select * from __dbt__cte__numbers
)

select * from numbers where n % 2 = 0
) select * from __dbt__cte__even_numbers
  );

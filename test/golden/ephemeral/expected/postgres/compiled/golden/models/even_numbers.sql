

with  __dbt__cte__numbers as (


select 1 as n
union all
select 2 as n
), numbers as (
    select * from __dbt__cte__numbers
)

select * from numbers where n % 2 = 0

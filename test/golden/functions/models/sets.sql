select 1 as n {{ dbt.except() }} select 2 as n
union all
(select 3 as n {{ dbt.intersect() }} select 3 as n)

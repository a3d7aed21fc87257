select
    {{ dbt.any_value('t') }} as one,
    {{ dbt.bool_or('b') }} as any_of_them,
    {{ dbt.listagg('t', "', '") }} as listed,
    {{ dbt.listagg('t', "', '", 'order by n desc') }} as listed_in_order,
    {{ dbt.listagg('t', "', '", 'order by n', 2) }} as two_listed
from (values ('a', true, 1), ('b', false, 2), ('c', false, 3)) as given (t, b, n)

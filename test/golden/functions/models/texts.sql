select
    {{ dbt.concat(['t', "'-'", 't']) }} as joined,
    {{ dbt.hash('t') }} as hashed,
    {{ dbt.length('t') }} as size,
    {{ dbt.position("'b'", 't') }} as place,
    {{ dbt.replace('t', "'a'", "'b'") }} as replaced,
    {{ dbt.right('t', 2) }} as ending,
    {{ dbt.split_part('t', "'-'", 1) }} as part,
    {{ dbt.split_part('t', "'-'", -1) }} as last_part,
    {{ dbt.string_literal('x') }} as literal,
    {{ dbt.string_literal(dbt.escape_single_quotes("it's")) }} as quoted
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given

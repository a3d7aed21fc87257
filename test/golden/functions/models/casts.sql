select
    {{ dbt.cast('n', api.Column.translate_type('string')) }} as casted,
    {{ dbt.safe_cast('t', dbt.type_string()) }} as safely,
    {{ dbt.cast_bool_to_text('b') }} as truth,
    {{ dbt.cast('n', dbt.type_int()) }} as integers,
    {{ dbt.cast('n', dbt.type_bigint()) }} as big,
    {{ dbt.cast('n', dbt.type_float()) }} as floats,
    {{ dbt.cast('n', dbt.type_numeric()) }} as numbers,
    {{ dbt.cast('d', dbt.type_timestamp()) }} as times,
    {{ dbt.cast('b', dbt.type_boolean()) }} as booleans
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given

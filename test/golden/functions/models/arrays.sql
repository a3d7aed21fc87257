select
    {{ dbt.array_construct([1, 2]) }} as two,
    {{ dbt.array_construct([], 'text') }} as none,
    {{ dbt.array_append(dbt.array_construct([1]), 2) }} as appended,
    {{ dbt.array_concat(dbt.array_construct([1]), dbt.array_construct([2, 3])) }} as three

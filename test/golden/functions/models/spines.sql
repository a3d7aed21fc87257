with

days as (
    {{ dbt.date_spine('day', "cast('2024-01-01' as date)", "cast('2024-02-01' as date)") }}
),

numbers as (
    {{ dbt.generate_series(4) }}
)

select * from days cross join numbers
where {{ dbt.equals('generated_number', '1') }}

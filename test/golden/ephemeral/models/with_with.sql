-- a comment in front
with even as (
    select * from {{ ref('even_numbers') }}
),

all_of_them as (
    select * from {{ ref('numbers') }}
)

select * from even
union all
select * from all_of_them

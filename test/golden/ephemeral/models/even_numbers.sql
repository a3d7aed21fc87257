{{ config(materialized='ephemeral') }}

with numbers as (
    select * from {{ ref('numbers') }}
)

select * from numbers where n % 2 = 0

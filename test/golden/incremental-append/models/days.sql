{{ config(materialized='incremental', incremental_strategy='append') }}

select cast(1 as integer) as day
{%- if is_incremental() %}
where 1 > (select max(day) from {{ this }})
{%- endif %}

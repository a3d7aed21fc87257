{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key='id',
    merge_update_columns=['balance']
) }}

select 1 as id, 10.5 as balance, 'a' as name

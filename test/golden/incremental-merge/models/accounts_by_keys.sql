{{ config(materialized='incremental', incremental_strategy='merge', unique_key=['id', 'branch'], merge_exclude_columns=['name']) }}

select 1 as id, 'north' as branch, 10.5 as balance, 'a' as name

{{ config(materialized='incremental', unique_key='id', incremental_predicates=['id > 0']) }}

select 1 as id, 'a' as name

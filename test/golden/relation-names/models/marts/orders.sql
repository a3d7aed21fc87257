{{ config(alias='fact_orders', materialized='table') }}

select 1 as id

{{ config(materialized='table') }}

select order_id
from {{ ref('orders') }}
where status = 'paid'

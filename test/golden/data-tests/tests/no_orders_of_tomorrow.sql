{{ config(store_failures_as='view') }}

select * from {{ ref('orders') }} where order_id > 2

{{ config(materialized='table', contract={'enforced': true}) }}

select order_id, status
from {{ ref('orders') }}


    select
      count(n_records) as failures,
      count(n_records) >1 as should_warn,
      count(n_records) >10 as should_error
    from (
      
  

with all_values as (

    select
        status as value_field,
        count(*) as n_records

    from "db"."main"."orders"
    group by status

)

select *
from all_values
where value_field not in (
    'paid'
)



  limit 5
      
    ) dbt_internal_test

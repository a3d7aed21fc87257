
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      select * from "db"."main_dbt_test__audit"."no_orders_of_tomorrow"
      
    ) dbt_internal_test

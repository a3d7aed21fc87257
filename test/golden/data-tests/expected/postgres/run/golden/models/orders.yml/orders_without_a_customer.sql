
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      select * from "db"."main_dbt_test__audit"."orders_without_a_customer"
      
    ) dbt_internal_test

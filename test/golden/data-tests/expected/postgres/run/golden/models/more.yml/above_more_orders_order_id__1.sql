
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
  
select * from "db"."main"."more_orders" where order_id < 1

  
      
    ) dbt_internal_test

delete from "golden"."main"."balances" as DBT_INCREMENTAL_TARGET
    using "balances__dbt_tmp"
    where ("balances__dbt_tmp".account = DBT_INCREMENTAL_TARGET.account and "balances__dbt_tmp".day = DBT_INCREMENTAL_TARGET.day);
  insert into "golden"."main"."balances" ("account", "day", "balance")
  (
    select "account", "day", "balance"
    from "balances__dbt_tmp"
  )

delete from "db"."main"."balances" as DBT_INTERNAL_DEST
    where (account, day) in (
      select distinct account, day
      from "balances__dbt_tmp" as DBT_INTERNAL_SOURCE
    );
  insert into "db"."main"."balances" ("account", "day", "balance")
  (
    select "account", "day", "balance"
    from "balances__dbt_tmp"
  )


  merge into "db"."main"."accounts" as DBT_INTERNAL_DEST
  using "accounts__dbt_tmp" as DBT_INTERNAL_SOURCE
  on ((DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id))
  when matched then update set
    balance = DBT_INTERNAL_SOURCE.balance
  when not matched then insert
    ("id", "balance", "name")
  values
    ("id", "balance", "name")


  merge into "db"."main"."accounts_by_keys" as DBT_INTERNAL_DEST
  using "accounts_by_keys__dbt_tmp" as DBT_INTERNAL_SOURCE
  on (DBT_INTERNAL_SOURCE.id = DBT_INTERNAL_DEST.id) and (DBT_INTERNAL_SOURCE.branch = DBT_INTERNAL_DEST.branch)
  when matched then update set
    "id" = DBT_INTERNAL_SOURCE."id", "branch" = DBT_INTERNAL_SOURCE."branch", "balance" = DBT_INTERNAL_SOURCE."balance"
  when not matched then insert
    ("id", "branch", "balance", "name")
  values
    ("id", "branch", "balance", "name")

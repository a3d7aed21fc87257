{{ dbt.get_empty_schema_sql({'id': {'name': 'id', 'data_type': 'int'}, 'name': {'name': 'name', 'data_type': 'text', 'quote': true}}) }}
union all
{{ dbt.get_empty_subquery_sql("select 1 as id, 'a' as name") }}

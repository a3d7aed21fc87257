{{ config(materialized='table', pre_hook=["insert into audit values ('before')", {'sql': "insert into audit values ('outside')", 'transaction': false}]) }}

select 1 as id

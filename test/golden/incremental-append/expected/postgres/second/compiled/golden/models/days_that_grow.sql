

select 1 as day, 'new' as note

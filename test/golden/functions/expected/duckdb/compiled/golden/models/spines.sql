with

days as (
    
  with rawdata as (
      
  select generate_series as generated_number
  from generate_series(1, 31)

  ),
  all_periods as (
      select (
          
    (cast('2024-01-01' as date) + cast(row_number() over (order by 1) - 1 as bigint) * interval 1 day)
      ) as date_day
      from rawdata
  ),
  filtered as (
      select *
      from all_periods
      where date_day <= cast('2024-02-01' as date)
  )
  select * from filtered

),

numbers as (
    
  select generate_series as generated_number
  from generate_series(1, 4)

)

select * from days cross join numbers
where (generated_number = 1)


  create view "db"."main"."spines" as (
    with

days as (
    
  with rawdata as (
      
  with p as (
      select 0 as generated_number union all select 1
  ), unioned as (
      select
      p0.generated_number * power(2, 0) + p1.generated_number * power(2, 1) + p2.generated_number * power(2, 2) + p3.generated_number * power(2, 3) + p4.generated_number * power(2, 4) 
      + 1
      as generated_number
      from
      p as p0 cross join p as p1 cross join p as p2 cross join p as p3 cross join p as p4 
  )
  select *
  from unioned
  where generated_number <= 31
  order by generated_number

  ),
  all_periods as (
      select (
          
  cast('2024-01-01' as date) + ((interval '1 day') * (row_number() over (order by 1) - 1))

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
    
  with p as (
      select 0 as generated_number union all select 1
  ), unioned as (
      select
      p0.generated_number * power(2, 0) + p1.generated_number * power(2, 1) 
      + 1
      as generated_number
      from
      p as p0 cross join p as p1 
  )
  select *
  from unioned
  where generated_number <= 4
  order by generated_number

)

select * from days cross join numbers
where (generated_number = 1)
  );

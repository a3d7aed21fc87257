
  create view "db"."main"."casts" as (
    select
    
  cast(n as TEXT)
 as casted,
    
  cast(t as TEXT)
 as safely,
    
  cast(b as TEXT)
 as truth,
    
  cast(n as integer)
 as integers,
    
  cast(n as bigint)
 as big,
    
  cast(n as float)
 as floats,
    
  cast(n as numeric(28,6))
 as numbers,
    
  cast(d as timestamp)
 as times,
    
  cast(b as boolean)
 as booleans
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given
  );


  create view "db"."main"."texts" as (
    select
    t || '-' || t as joined,
    md5(cast(t as TEXT)) as hashed,
    
  length( t ) as size,
    
  position( 'b' in t ) as place,
    
  replace( t, 'a', 'b' )
 as replaced,
    
  right( t, 2 ) as ending,
    
  split_part( t, '-', 1 )
 as part,
    
  split_part( t, '-', length(t)
    - length( replace(t, '-', '') ) + 2 + -1 )
 as last_part,
    'x' as literal,
    'it''s' as quoted
from (select cast('2024-01-31' as date) as d, cast('2024-03-01' as date) as e, 2 as n, 'a-b-c' as t, true as b) as given
  );

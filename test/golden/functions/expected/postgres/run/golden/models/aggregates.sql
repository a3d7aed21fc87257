
  create view "db"."main"."aggregates" as (
    select
    min(t) as one,
    bool_or(b) as any_of_them,
    
    string_agg( t, ', '  ) as listed,
    
    string_agg( t, ', ' order by n desc ) as listed_in_order,
    array_to_string( (array_agg( t order by n ))[1:2], ', ' ) as two_listed
from (values ('a', true, 1), ('b', false, 2), ('c', false, 3)) as given (t, b, n)
  );

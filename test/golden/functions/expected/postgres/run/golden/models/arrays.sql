
  create view "db"."main"."arrays" as (
    select
    
  array[ 1 , 2 ]
 as two,
    
  array[]::text[]
 as none,
    array_append(
  array[ 1 ]
, 2) as appended,
    array_cat(
  array[ 1 ]
, 
  array[ 2 , 3 ]
) as three
  );

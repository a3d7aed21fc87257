
  create view "db"."main"."readers" as (
    select *, '"db"."main"."readers"' as own_name
from "db"."main_marts"."fact_orders"
cross join "db"."raw"."event_log" as events
  );

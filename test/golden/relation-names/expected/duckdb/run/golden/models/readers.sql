
  create or replace view "golden"."main"."readers" as (
    select *, '"golden"."main"."readers"' as own_name
from "golden"."main_marts"."fact_orders"
cross join "golden"."raw"."event_log" as events
  );

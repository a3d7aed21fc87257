{{ config(materialized='ephemeral') }}

with

valuations as (
    select * from {{ ref('stg_collateral_valuations') }}
),

latest as (
    {{- latest_value('valuations', 'credit_facility_id', 'collateral_value') -}}
),

facts as (
    select
        credit_facility_id,
        max(collateral_type) as collateral_type,
        max(case when is_initial then collateral_value end) as initial_value,
        count(*) as valuations,
        max(valued_at) as last_valued_at
    from valuations
    group by credit_facility_id
)

select
    facts.credit_facility_id,
    facts.collateral_type,
    facts.initial_value,
    latest.collateral_value,
    {{ ratio('latest.collateral_value - facts.initial_value', 'facts.initial_value') }} as value_change_ratio,
    facts.valuations,
    facts.last_valued_at
from facts
inner join latest
    on latest.credit_facility_id = facts.credit_facility_id

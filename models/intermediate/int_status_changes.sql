{{ config(
    materialized='incremental',
    unique_key='status_change_id',
    on_schema_change='fail'
) }}

with

changes as (
    {%- for entity in life_cycles() %}
    select
        '{{ entity }}' as entity_type,
        {{ entity }}_id as entity_id,
        sequence,
        status,
        recorded_at as changed_at
    from (
        {{- status_events(ref('stg_' ~ entity ~ '_events'), entity) | indent(4) }}
    ) as {{ entity }}_changes
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- A change is told from the one before it, so an entity that changed is read from its first event on.
histories as (
    select
        entity_type,
        entity_id,
        sequence,
        status,
        changed_at,
        lag(status) over (partition by entity_type, entity_id order by sequence) as previous_status,
        lag(changed_at) over (partition by entity_type, entity_id order by sequence) as previous_changed_at
    from changes
    {%- if is_incremental() %}
    where entity_id in (
        select entity_id
        from changes
        where {{ since_restart(day_of('changed_at'), 'changed_on') }}
    )
    {%- endif %}
)

select
    {{ dbt.concat(['entity_id', "'-'", 'cast(sequence as ' ~ dbt.type_string() ~ ')']) }} as status_change_id,
    entity_type,
    entity_id,
    previous_status,
    status,
    changed_at,
    {{ day_of('changed_at') }} as changed_on,
    {{ dbt.datediff(day_of('previous_changed_at'), day_of('changed_at'), 'day') }} as days_in_previous_status
from histories

{{ config(materialized='view') }}

with

events as (
    select * from {{ ref('stg_user_events') }}
),

statuses as (
    {{- current_status('events', 'user') -}}
),

emails as (
    {{- latest_value('events', 'user_id', 'email') -}}
),

roles as (
    {{- latest_value('events', 'user_id', 'user_role') -}}
)

select
    statuses.user_id,
    emails.email,
    roles.user_role,
    statuses.status,
    statuses.status_since
from statuses
left join emails
    on emails.user_id = statuses.user_id
left join roles
    on roles.user_id = statuses.user_id

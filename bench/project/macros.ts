/** Macros of the generated project: a loop, a dispatch, a default argument. */
export const MACROS = `{% macro cents(column, digits=2) -%}
    round({{ column }} / 100.0, {{ digits }})
{%- endmacro %}

{% macro kinds_pivot(column, kinds) -%}
    {%- for kind in kinds %}
    sum(case when {{ column }} = {{ kind }} then 1 else 0 end) as kind_{{ kind }}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
{%- endmacro %}

{% macro is_open(column) -%}
    {{ return(adapter.dispatch('is_open')(column)) }}
{%- endmacro %}

{% macro default__is_open(column) -%}
    {{ column }} in ('open', 'pending')
{%- endmacro %}
`;

{#- Exact arithmetic: money and rates are decimals from the first cast to the last report. -#}

{% macro decimal_type(precision, scale) -%}
    {{ return(adapter.dispatch('decimal_type', 'bank')(precision, scale)) }}
{%- endmacro %}

{% macro default__decimal_type(precision, scale) -%}
    {{ return('numeric(' ~ precision ~ ', ' ~ scale ~ ')') }}
{%- endmacro %}

{#- BigQuery's numeric holds nine decimals and takes no parameters in a cast. -#}
{% macro bigquery__decimal_type(precision, scale) -%}
    {{ return('numeric') }}
{%- endmacro %}

{% macro money(expression) -%}
    cast({{ expression }} as {{ decimal_type(18, 2) }})
{%- endmacro %}

{#- An amount that a join may not have found. -#}
{% macro money_or_zero(amount) -%}
    {{ money('coalesce(' ~ amount ~ ', 0)') }}
{%- endmacro %}

{#- Whole cents as money, multiplied rather than divided: division leaves the decimals on some warehouses. -#}
{% macro cents_to_money(cents) -%}
    {{ money('cast(' ~ cents ~ ' as ' ~ decimal_type(18, 0) ~ ") * cast('0.01' as " ~ decimal_type(3, 2) ~ ')') }}
{%- endmacro %}

{#- Basis points as a fraction: 1250 is 0.1250. -#}
{% macro basis_points_to_rate(basis_points) -%}
    cast(cast({{ basis_points }} as {{ decimal_type(9, 0) }}) * cast('0.0001' as {{ decimal_type(5, 4) }}) as {{ decimal_type(9, 4) }})
{%- endmacro %}

{#- The sum of an amount over the rows that meet a condition (all of them without one); 0 when there are none. -#}
{% macro total(amount, where=none) -%}
    {%- set counted = amount if where is none else 'case when ' ~ where ~ ' then ' ~ amount ~ ' end' -%}
    {{ money_or_zero('sum(' ~ counted ~ ')') }}
{%- endmacro %}

{#- A share or ratio with four decimals; null where there is nothing to divide by. -#}
{% macro ratio(part, whole) -%}
    cast(cast({{ part }} as {{ decimal_type(18, 4) }}) / nullif({{ whole }}, 0) as {{ decimal_type(18, 4) }})
{%- endmacro %}

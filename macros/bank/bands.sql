{#- Sorting amounts and days into the bands that reports show. -#}

{#- All buckets in their order, from var overdue_bucket_days: 'current', '1-30', ... 'over 90'. -#}
{% macro overdue_buckets() %}
    {%- set names = ['current'] -%}
    {%- set previous = namespace(end=0) -%}
    {%- for end in var('overdue_bucket_days') -%}
        {%- do names.append((previous.end + 1) ~ '-' ~ end) -%}
        {%- set previous.end = end -%}
    {%- endfor -%}
    {%- do names.append('over ' ~ previous.end) -%}
    {{ return(names) }}
{% endmacro %}

{#- The bucket that a number of days past due falls into. -#}
{% macro overdue_bucket(days) -%}
    {%- set names = overdue_buckets() -%}
    case
        when {{ days }} <= 0 then '{{ names | first }}'
        {%- for end in var('overdue_bucket_days') %}
        when {{ days }} <= {{ end }} then '{{ names[loop.index] }}'
        {%- endfor %}
        else '{{ names | last }}'
    end
{%- endmacro %}

{#- A loan-to-value ratio as a band such as '60-80%'; 'uncovered' where there is a loan but no collateral. -#}
{% macro loan_to_value_band(ratio) -%}
    {%- set ends = var('loan_to_value_bands') -%}
    case
        when {{ ratio }} is null then 'uncovered'
        {%- for end in ends %}
        when {{ ratio }} * 100 <= {{ end }} then '{{ ends[loop.index0 - 1] if not loop.first else 0 }}-{{ end }}%'
        {%- endfor %}
        else 'over {{ ends | last }}%'
    end
{%- endmacro %}

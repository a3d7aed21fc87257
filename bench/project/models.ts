/** One model to be made. */
export interface ModelSpec {
  readonly index: number;
  readonly layer: 'staging' | 'intermediate' | 'marts';
  readonly name: string;
  readonly folder: string;
  readonly parents: readonly string[];
  readonly views: boolean;
}

/** A staging model over a source: literal calls only, as most are. */
export const stagingSql = (spec: ModelSpec): string => `with source as (

    select * from {{ source('app', 'raw_${spec.index}') }}

),

renamed as (

    select
        id as ${spec.name}_id,
        kind,
        amount_cents,
        status,
        updated_at

    from source

)

select * from renamed
`;

/** A join of its parents through a macro with a default argument and one with dispatch. */
export const intermediateSql = (
  spec: ModelSpec,
): string => `{{ config(tags=['intermediate'], meta={'index': ${spec.index}}) }}

with first_parent as (

    select * from {{ ref('${spec.parents[0]}') }}

),

joined as (

    select
        a.${spec.parents[0]}_id as ${spec.name}_id,
        a.kind,
        a.amount_cents,
        {{ cents('a.amount_cents') }} as amount,
        a.status,
        {{ is_open('a.status') }} as is_open,
        a.updated_at

    from first_parent as a
${spec.parents
  .slice(1)
  .map(
    (parent, i) =>
      `    left join {{ ref('${parent}') }} as p${i} on a.${spec.parents[0]}_id = p${i}.${parent}_id\n`,
  )
  .join('')}
    where a.updated_at >= cast('{{ var("first_day") }}' as date)

)

select * from joined
`;

/** An aggregate with a loop, every fourth one incremental. */
export const martSql = (spec: ModelSpec): string => {
  const incremental = spec.index % 4 === 0 && !spec.views;
  const config = incremental ? `{{ config(materialized='incremental', unique_key='kind') }}\n\n` : '';
  const block =
    spec.index % 4 === 0
      ? `\n    {% if is_incremental() %}\n    where updated_at > (select max(last_update) from {{ this }})\n    {% endif %}\n`
      : '';
  return `${config}{% set kinds = [0, 1, 2, 3, 4, 5, 6] %}

with parent as (

    select * from {{ ref('${spec.parents[0]}') }}
${block}
)

select
    kind,
    count(*) as ${spec.name}_count,
    sum(amount_cents) as amount_cents,
    max(updated_at) as last_update,
    {{ kinds_pivot('kind', kinds) }}

from parent
group by 1
`;
};

/** Properties of the models of one folder: columns, descriptions, tests. */
export function propertiesYaml(specs: readonly ModelSpec[]): string {
  return `version: 2\n\nmodels:\n${specs.map(modelYaml).join('')}`;
}

function modelYaml(spec: ModelSpec): string {
  const key = spec.layer === 'marts' ? 'kind' : `${spec.name}_id`;
  return `  - name: ${spec.name}
    description: Model ${spec.index} of the ${spec.layer} layer.
    columns:
      - name: ${key}
        description: What a row is about.
        data_tests: [not_null${spec.layer === 'marts' ? ', unique' : ''}]
      - name: amount_cents
        description: Amount in cents, summed where rows are grouped.
        data_tests:
          - not_null
      - name: kind
        description: Kind of the event.
${spec.layer === 'marts' ? '' : '        data_tests:\n          - accepted_values:\n              arguments: {values: [0, 1, 2, 3, 4, 5, 6], quote: false}\n'}`;
}

/** The source tables that staging reads. */
export function sourcesYaml(count: number): string {
  const tables = Array.from(
    { length: count },
    (_, i) => `      - name: raw_${i}\n        description: Rows of kind ${i}.\n`,
  );
  return `version: 2\n\nsources:\n  - name: app\n    schema: app\n    tables:\n${tables.join('')}`;
}

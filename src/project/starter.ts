/** What a new project says about where its data is. */
export interface StarterOptions {
  readonly name: string;
  /** The file that the data goes to when the project lists no targets: `shop.db`. */
  readonly dataFile?: string;
  /** YAML of a `targets:` key to learn from; it is written as comments. */
  readonly targetsExample?: string;
}

/** The files of a new project, by path: two seeds, staging views, a table, tests; all of it builds with no profile. */
export const starterFiles = ({
  name,
  dataFile = `${name}.db`,
  targetsExample = '',
}: StarterOptions): Readonly<Record<string, string>> => ({
  'project.yml': projectFile(name, dataFile, targetsExample),
  '.gitignore': `target/\nlogs/\ndbt_packages/\n${dataFile}\n${dataFile}.wal\n.env\n`,
  'README.md': readme(name),
  'seeds/raw_customers.csv': 'id,name\n1,Ada\n2,Grace\n3,Edsger\n',
  'seeds/raw_orders.csv': [
    'id,customer_id,ordered_on,amount',
    '1,1,2026-01-03,12.50',
    '2,1,2026-01-17,7.00',
    '3,2,2026-02-02,31.20',
    '4,2,2026-02-09,5.90\n',
  ].join('\n'),
  'models/staging/stg_customers.sql':
    "select\n    id as customer_id,\n    name as customer_name\nfrom {{ ref('raw_customers') }}\n",
  'models/staging/stg_orders.sql':
    "select\n    id as order_id,\n    customer_id,\n    ordered_on,\n    amount\nfrom {{ ref('raw_orders') }}\n",
  'models/staging/staging.yml': STAGING,
  'models/marts/customer_orders.sql': MART,
  'models/marts/marts.yml': MARTS,
});

const projectFile = (name: string, dataFile: string, targetsExample: string): string => `name: ${name}
version: "1.0.0"

# Without targets the data goes to ${dataFile} beside this file.
${targetsExample.trim().replaceAll(/^(?=.)/gm, '# ')}

models:
  ${name}:
    staging:
      +materialized: view
    marts:
      +materialized: table
`;

const readme = (name: string): string => `# ${name}

    tsdbt build                       # load the seeds, build the models, run the tests
    tsdbt show --select customer_orders
    tsdbt ls --select +customer_orders

Models are in models/, their descriptions and tests in the .yml files beside them.
`;

const STAGING = `models:
  - name: stg_customers
    description: One row per customer.
    columns:
      - name: customer_id
        data_tests: [unique, not_null]
  - name: stg_orders
    description: One row per order.
    columns:
      - name: order_id
        data_tests: [unique, not_null]
      - name: customer_id
        data_tests:
          - relationships:
              arguments:
                to: ref('stg_customers')
                field: customer_id
`;

const MART = `with orders as (
    select
        customer_id,
        count(*) as order_count,
        sum(amount) as total_amount,
        min(ordered_on) as first_ordered_on
    from {{ ref('stg_orders') }}
    group by customer_id
)

select
    customers.customer_id,
    customers.customer_name,
    coalesce(orders.order_count, 0) as order_count,
    coalesce(orders.total_amount, 0) as total_amount,
    orders.first_ordered_on
from {{ ref('stg_customers') }} as customers
left join orders
    on customers.customer_id = orders.customer_id
`;

const MARTS = `models:
  - name: customer_orders
    description: What each customer has ordered so far.
    columns:
      - name: customer_id
        data_tests: [unique, not_null]
      - name: order_count
        data_tests: [not_null]
`;

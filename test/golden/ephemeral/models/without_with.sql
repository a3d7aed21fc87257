select * from {{ ref('even_numbers') }}

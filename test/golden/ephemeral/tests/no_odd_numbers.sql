select * from {{ ref('even_numbers') }} where n % 2 = 1

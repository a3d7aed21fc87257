
select date_trunc('day', viewed_at) as day, count(*) as views
from (select * from (select * from "golden"."main"."page_views" where false limit 0) where viewed_at >= '2024-01-02 00:00:00+00:00' and viewed_at < '2024-01-03 00:00:00+00:00')
group by 1

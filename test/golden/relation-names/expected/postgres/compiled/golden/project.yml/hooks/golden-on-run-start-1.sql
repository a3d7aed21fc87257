create table if not exists raw.event_log (happened_at timestamp)

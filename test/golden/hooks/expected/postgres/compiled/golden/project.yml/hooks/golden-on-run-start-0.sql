create table if not exists audit (what varchar)

insert into audit values ('end')

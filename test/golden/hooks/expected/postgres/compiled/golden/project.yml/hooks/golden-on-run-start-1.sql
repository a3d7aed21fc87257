insert into audit values ('start')

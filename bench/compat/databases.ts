import pg from 'pg';

/** Targets of the profile that the tools build in, one database each. */
export const SIDES = ['theirs', 'ours', 'again'] as const;

/** The settings of such a target. */
export function targetOn(server: URL, side: string, schema: string) {
  return {
    type: 'postgres',
    host: server.hostname,
    port: Number(server.port || 5432),
    user: decodeURIComponent(server.username),
    password: decodeURIComponent(server.password),
    dbname: nameOf(side),
    schema,
    threads: 2,
  };
}

/** Makes the databases anew. */
export async function newDatabases(server: URL): Promise<void> {
  const { host, port, user, password } = targetOn(server, '', '');
  const client = new pg.Client({ host, port, user, password, database: server.pathname.slice(1) });
  await client.connect();
  for (const name of SIDES.map(nameOf)) {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  }
  await client.end();
}

const nameOf = (side: string): string => `compat_${side}`;

/**
 * `npm run postgres [port]`: a real Postgres for this project on this machine until Ctrl-C, with nothing to install.
 * Its data stays in a folder below the system's temporary one, by port.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './postgres/server.ts';

const port = Number(process.argv[2] ?? process.env.PGPORT ?? 5432);
const folder = join(tmpdir(), `tsdbt-postgres-${port}`);
const server = await startServer({ folder, port, keep: true, fast: false }).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  const hint = /already exists|Address already in use|could not bind/.test(reason)
    ? `\nSomething listens on port ${port}: if it is this server, use it; else take another port: npm run postgres -- ${port + 1}`
    : '';
  console.error(`${reason.trimEnd()}${hint}`);
  process.exit(1);
});
console.log(`Postgres is up. Data: ${folder}

  url       ${server.url}
  settings  PGHOST=127.0.0.1 PGPORT=${port} PGUSER=${server.user} PGPASSWORD=${server.password} PGDATABASE=postgres

The project's target "postgres" reads these variables; these values are its defaults (port 5432).
In another terminal:  npx tsdbt build --target postgres
Ctrl-C stops the server.`);
setInterval(() => undefined, 2 ** 30);

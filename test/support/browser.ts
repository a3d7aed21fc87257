import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A browser of this machine: CHROME_PATH, or one of the usual names on PATH; undefined when there is none. */
export const browserPath: string | undefined = [
  ...(process.env.CHROME_PATH ? [process.env.CHROME_PATH] : []),
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
].find((path) => existsSync(path));

/** The document as it stands after the page's scripts have run. */
export function dumpDom(browser: string, url: string): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'tsdbt-browser-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const args = [...flags, `--user-data-dir=${profile}`, '--virtual-time-budget=10000', '--dump-dom', url];
  return new Promise((resolve, reject) => {
    execFile(browser, args, { maxBuffer: 1 << 28, timeout: 50_000 }, (error, stdout) => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      if (error && stdout === '') reject(error);
      else resolve(stdout);
    });
  });
}

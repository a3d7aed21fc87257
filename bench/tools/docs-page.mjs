/** Builds the docs page of ui/docs into one HTML file: its script and styles are in it, and its policy allows these alone. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The text of the page, with empty slots for data. */
export async function docsPage() {
  const [script, style] = await Promise.all([
    bundle('ui/docs/main.ts', { format: 'esm', target: 'es2022' }),
    bundle('ui/docs/styles/index.css', {}),
  ]);
  const parts = { STYLE: style, SCRIPT: script, POLICY: policy(script, style) };
  return readFileSync(join(root, 'ui/docs/index.html'), 'utf8').replace(
    /%(STYLE|SCRIPT|POLICY)%/g,
    (_, name) => parts[name],
  );
}

async function bundle(entry, options) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
  return outputFiles[0].text.trim();
}

/** Nothing but this script and these styles; data and pictures from beside the page; no markup made of texts. */
const policy = (script, style) =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticPage } from '../../../src/artifacts/index.ts';
import { browserPath, dumpDom } from '../../support/browser.ts';
import { type Content, project, type TestProject } from '../../support/project.ts';

const RUN = "document.documentElement.setAttribute('data-ran','1')";
const EVIL = `</script><script>${RUN}</script><img src=x onerror="${RUN}"><svg onload="${RUN}"></svg>`;
const LINKS = `[click](javascript:${RUN}) [more](data:text/html,x) <javascript:${RUN}> ![p](javascript:${RUN}) <a href="javascript:${RUN}">a</a>`;
const text = JSON.stringify(`${EVIL}\n\n${LINKS}`);

const FILES: Readonly<Record<string, Content>> = {
  'models/evil.sql': `-- ${EVIL}\nselect 1 as "${EVIL.replaceAll('"', '""')}", '${EVIL.replaceAll("'", "''")}' as b`,
  'models/evil.md': `{% docs __overview__ %}\n# ${EVIL}\n${LINKS}\n\n| ${EVIL} |\n|---|\n| \`${EVIL}\` |\n{% enddocs %}`,
  'macros/m.sql': `{% macro evil_macro(a) %}/* ${EVIL} */{% endmacro %}`,
  'models/evil.yml': `models:
  - name: evil
    description: ${text}
    config:
      tags: [${text}]
      meta: {${text}: ${text}}
      docs: {node_color: red}
      materialized: table
    columns:
      - {name: ${text}, description: ${text}, data_type: ${text}}
      - {name: b, description: ${text}, data_tests: [{not_null: {name: evil_test, description: ${text}}}]}
sources:
  - name: evil_source
    description: ${text}
    loader: ${text}
    tables: [{name: t, identifier: ${text}, description: ${text}}]
exposures:
  - name: evil_exposure
    label: ${text}
    type: dashboard
    url: "javascript:${RUN}"
    description: ${text}
    owner: {name: ${text}, email: "a@b.example"}
    depends_on: [ref('evil')]
macros:
  - {name: evil_macro, description: ${text}, arguments: [{name: a, description: ${text}}]}
`,
};

const ROUTES = [
  'overview',
  'model/model.test.evil',
  'test/test.test.evil_test',
  'source/source.test.evil_source.t',
  'exposure/exposure.test.evil_exposure',
  'macro/macro.test.evil_macro',
  'graph',
  'list?q=evil',
  `list?tag=${encodeURIComponent(EVIL)}`,
  `model/${encodeURIComponent(EVIL)}`,
];

const NEVER: ReadonlySet<string> = new Set([
  'script',
  'img',
  'iframe',
  'object',
  'embed',
  'style',
  'form',
  'base',
]);

/** The tags of a document, texts left out. */
const tagsOf = (dom: string) =>
  Array.from(
    dom.matchAll(/<([a-z][\w-]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*>/gi),
    ([, name = '', rest = '']) => ({
      name: name.toLowerCase(),
      attributes: Array.from(
        rest.matchAll(/([^\s=>"]+)(?:="([^"]*)")?/g),
        ([, key = '', value = '']) => [key, value] as const,
      ),
    }),
  );

describe.skipIf(browserPath === undefined)('in a browser, what the project says is text', () => {
  const made: { project?: TestProject } = {};
  beforeAll(async () => {
    const p = await project(FILES);
    made.project = p;
    await p.run();
    const { exitCode } = await p.docsGenerate({ static: true });
    expect(p.problems).toEqual([]);
    expect(exitCode).toBe(0);
  });
  afterAll(() => made.project?.remove());

  test.each(ROUTES)('%s', async (route) => {
    const url = `${pathToFileURL(join(made.project?.root ?? '', 'target/static_index.html'))}#!/${route}`;
    const dom = await dumpDom(browserPath ?? '', url);
    const body = dom.slice(dom.indexOf('<div id="page"'), dom.indexOf('<script type="application/json"'));
    expect(body).toMatch(/<h1[^>]*>/);
    expect(body.includes('could not be loaded')).toBe(false);
    expect(/<html[^>]*data-ran/.test(dom)).toBe(false);
    const tags = tagsOf(body);
    expect(tags.length).toBeGreaterThan(10);
    expect(tags.map(({ name }) => name).filter((name) => NEVER.has(name))).toEqual([]);
    const attributes = tags.flatMap((tag) => tag.attributes);
    expect(attributes.filter(([name]) => /^on|^srcdoc$|^formaction$/i.test(name))).toEqual([]);
    const addresses = attributes.filter(([name]) => ['href', 'src', 'xlink:href'].includes(name));
    expect(addresses.filter(([, value]) => !/^(#|\.\/|https:|mailto:)/.test(value))).toEqual([]);
  });
});

describe('by construction', () => {
  const sources = globSync('ui/docs/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

  test('no source makes markup of texts, or runs them', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function|setAttribute\(['"`]on|javascript:/;
    const offenders = sources.filter(({ text: code }) =>
      forbidden.test(code.replace(/\/\*[\s\S]*?\*\//g, '')),
    );
    expect(sources.length).toBeGreaterThan(30);
    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  test('no data ends the element that it stands in, or gets into another slot', () => {
    const data = {
      manifest: JSON.stringify({ a: `${EVIL}<!--"CATALOG.JSON INLINE DATA"` }),
      catalog: '{"b":"$&<"}',
    };
    const page = '<script>"MANIFEST.JSON INLINE DATA"</script><script>"CATALOG.JSON INLINE DATA"</script>';
    const [manifest = '', catalog = ''] = staticPage(page, data)
      .join('')
      .split('</script>')
      .map((part) => part.replace('<script>', ''));
    expect(manifest).not.toContain('<');
    expect(JSON.parse(manifest)).toEqual(JSON.parse(data.manifest));
    expect(JSON.parse(catalog)).toEqual({ b: '$&<' });
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventOf, NodeSummary, Sink } from '../../core/events.ts';
import type { NodeResult } from '../../core/result.ts';
import { createColors } from '../console/colors.ts';
import { renderDiagnostic } from '../console/render-diagnostic.ts';

/**
 * Writes a JUnit XML file when the run is over: one test case per node, failures with their diagnostic.
 * What ran nothing leaves a report without cases: that of an earlier run is not taken for this one's.
 */
export function junitReporter(path: string, mask: (text: string) => string): Sink {
  const nodes = new Map<string, NodeSummary>();
  let saved = false;
  const save = (xml: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, mask(xml));
    saved = true;
  };
  return (event) => {
    if (event.type === 'node:end') nodes.set(event.node.id, event.node);
    if (event.type === 'fatal') save(fatalXml(event));
    if (event.type === 'run:end') save(runXml(event, nodes));
    if (event.type === 'invocation:end' && !saved) save(emptyXml(event));
  };
}

const NO_COLORS = createColors(false);
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function runXml(
  { kind, results, seconds, at }: EventOf<'run:end'>,
  nodes: ReadonlyMap<string, NodeSummary>,
): string {
  const cases = results.map((result) => caseXml(result, nodes.get(result.id)));
  const failures = results.filter(({ status }) => status === 'fail').length;
  const errors = results.filter(({ status }) => status === 'error' || status === 'partial success').length;
  const skipped = results.filter(({ status }) => status === 'skipped').length;
  const counts = `tests="${results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
  const suite = `<testsuite name="${attribute(kind)}" ${counts} timestamp="${at}">\n${cases.join('')}</testsuite>`;
  return `${HEAD}<testsuites name="tsdbt" ${counts}>\n${suite}\n</testsuites>\n`;
}

function caseXml(result: NodeResult, node: NodeSummary | undefined): string {
  const names = `name="${attribute(node?.name ?? result.id)}" classname="${attribute(result.id)}"`;
  const file = node ? ` file="${attribute(node.file)}"` : '';
  const detail = detailXml(result);
  return `  <testcase ${names}${file} time="${result.seconds.toFixed(3)}">${detail}</testcase>\n`;
}

function detailXml(result: NodeResult): string {
  switch (result.status) {
    case 'error':
    case 'partial success':
    case 'fail': {
      const tag = result.status === 'fail' ? 'failure' : 'error';
      const type = result.diagnostic.code;
      const message = attribute(result.message ?? result.diagnostic.message);
      return `<${tag} type="${type}" message="${message}">${content(renderDiagnostic(result.diagnostic, NO_COLORS))}</${tag}>`;
    }
    case 'skipped':
      return `<skipped message="${attribute(result.because === null ? result.reason : `because of ${result.because}`)}"/>`;
    case 'warn':
      return `<system-out>${content(`warning: ${result.message ?? result.diagnostic.message}`)}</system-out>`;
    default:
      return '';
  }
}

function fatalXml({ diagnostics }: EventOf<'fatal'>): string {
  const cases = diagnostics.map(
    (one) =>
      `  <testcase name="${one.code}" classname="${attribute(one.at?.file ?? 'project')}"><error type="${one.code}" message="${attribute(one.message)}">${content(renderDiagnostic(one, NO_COLORS))}</error></testcase>\n`,
  );
  const counts = `tests="${cases.length}" failures="0" errors="${cases.length}" skipped="0"`;
  return `${HEAD}<testsuites name="tsdbt" ${counts}>\n<testsuite name="project" ${counts}>\n${cases.join('')}</testsuite>\n</testsuites>\n`;
}

function emptyXml({ command, seconds }: EventOf<'invocation:end'>): string {
  const counts = `tests="0" failures="0" errors="0" skipped="0" time="${seconds.toFixed(3)}"`;
  return `${HEAD}<testsuites name="tsdbt" ${counts}>\n<testsuite name="${attribute(command)}" ${counts}>\n</testsuite>\n</testsuites>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML knows no control characters but tab and line ends, and no halves of letters. */
const withoutControls = (text: string): string =>
  Array.from(text)
    .filter((letter) => (letter >= ' ' && !NO_LETTER.test(letter)) || /[\t\n\r]/.test(letter))
    .join('');

const NO_LETTER = /^[\uD800-\uDFFF\uFFFE\uFFFF]$/;

const attribute = (text: string): string =>
  withoutControls(text).replace(/[&<>"\n]/g, (letter) => ESCAPES[letter] ?? letter);
const content = (text: string): string =>
  withoutControls(text).replace(/[&<>]/g, (letter) => ESCAPES[letter] ?? letter);

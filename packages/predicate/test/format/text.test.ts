import { runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../src/format/breach.ts';
import { toText } from '../../src/format/text.ts';
import type { Report } from '../../src/index.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
  ALL_OF,
  ANY_OF,
  BAD_REPORTS,
  FAIL,
  FAIL_OF_THREE,
  FAIL_WITH_ROWS,
  NONE,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  PASS_WITH_ROWS,
  SILENT,
} from './sample-reports.ts';

const text = (report: Report) => toText({ reports: [report] });
const linesWith = (report: Report, pattern: RegExp) =>
  text(report)
    .split('\n')
    .filter((line) => pattern.test(line));

describe('the report for people', () => {
  test.each(BAD_REPORTS)(
    '%s: says what should hold, by which rule, and what to do',
    (_, report) => {
      const breaches = breachesOf(report);
      expect(linesWith(report, /^ {6}should hold /)).toHaveLength(breaches.length);
      expect(linesWith(report, /^ {6}rule +spec 1\./)).toHaveLength(breaches.length);
      expect(linesWith(report, /^ {6}to do +\S/)).toHaveLength(breaches.length);
    },
  );

  test('explains every attestation that failed, the one that came furthest first', () => {
    expect(linesWith(FAIL_OF_THREE, /^ {2}widgets/)).toEqual([
      '  widgets-1.2.3.tgz.sigstore.json.2',
      '  widgets-1.2.3.tgz.sigstore.json.1',
      '  widgets-1.2.3.tgz.sigstore.json',
    ]);
    expect(linesWith(FAIL_OF_THREE, /^ {2}✗/)).toHaveLength(4);
  });

  test('says in one line what did not run', () => {
    expect(linesWith(FAIL_OF_THREE, /^ {2}· /)).toEqual([
      expect.stringMatching(/^ {2}· 19 not run +certificate, log-entry, .*, denied$/),
      expect.stringMatching(/^ {2}· 21 not run /),
    ]);
  });

  test('on a failure shows each pair that does not agree with both values, on pass how many agree', () => {
    expect(text(FAIL_WITH_ROWS)).toContain(
      [
        '      ≠ event name',
        '        certificate .20                                                     workflow_dispatch',
        '        /predicate/buildDefinition/internalParameters/github/event_name     push',
        '      ≠ repository id, which must be there',
        '        certificate .15                                                     123',
        '        /predicate/buildDefinition/internalParameters/github/repository_id  (absent)',
        '      pairs: 1 equal, 1 different, 1 absent, 1 not applicable',
        '      ! certificate .19 is not .13: the workflow was not taken from the commit that was built',
      ].join('\n'),
    );
    expect(text(PASS_WITH_ROWS)).toContain(
      '      pairs: 1 equal, 1 not applicable\n      ! certificate .19 is not .13\n',
    );
    expect(text(PASS_WITH_ROWS)).not.toContain('≠');
  });

  test('on pass gives attestations that do not hold a line each', () => {
    expect(linesWith(PASS_BESIDE_OTHERS, /^ {2}- widgets/)).toEqual([
      expect.stringMatching(
        /^ {2}- widgets-1\.2\.3\.tgz\.sigstore\.json: predicate_malformed: media type/,
      ),
      expect.stringMatching(/^ {2}- .*\.json\.1: timestamp_invalid: nobody/),
    ]);
  });

  test('says of no attestation what was looked for and what to do', () => {
    expect(text(NONE)).toMatch(
      /^✗ widgets-1\.2\.3\.tgz: attestation_missing\n\n {2}there is no attestation\n {2}should hold .*\n {2}expected +an attestation of sha256:/,
    );
    expect(text(NONE)).toMatch(/\n {2}to do +\S/);
  });

  test('T19: says which source could not give its whole answer', () => {
    expect(text(SILENT)).toMatch(
      /^\? .*: upstream_unavailable\n\n {2}attestations of github\.com\/acme\/widgets: the token may not read attestations\n {2}should hold /,
    );
    expect(linesWith(PASS_BY_FALLBACK, /not_permitted/)).toEqual([
      '  - attestations of github.com/acme/widgets: not_permitted: the token may not read attestations',
    ]);
  });

  test('puts reports one below the other, then what else a reader should see', () => {
    const [problem] = breachesOf(NONE);
    const both = toText({
      problems: problem ? [problem] : [],
      reports: [PASS],
      facts: [['Manifest entry', 'v1.2.3\n::error::x']],
    });
    expect(both).toMatch(/^✗ widgets.*\n\n {2}there is no attestation\n[^✓]*\n\n✓ widgets/);
    expect(both).toMatch(/\n {2}Manifest entry: v1\.2\.3\\u\{a\}::error::x\n$/);
  });

  test('names the expectations that an attestation was held against', () => {
    expect(linesWith(ANY_OF, /widgets-1\.2\.3\.tgz\.sigstore/)).toEqual([
      '  widgets-1.2.3.tgz.sigstore.json (today)',
      expect.stringMatching(
        /^ {2}- widgets-1\.2\.3\.tgz\.sigstore\.json \(later\): policy_violation: /,
      ),
    ]);
    expect(linesWith(ALL_OF, /^ {2}(✗|widgets)/)).toEqual([
      '  widgets-1.2.3.tgz.sigstore.json (publish)',
      expect.stringMatching(/^ {2}✗ identity /),
      '  widgets-1.2.3.tgz.sigstore.json (build)',
    ]);
  });

  test('marks by the palette', () => {
    const mark = (sign: string) => (said: string) => `${sign}${said}${sign}`;
    const palette = { good: mark('+'), bad: mark('-'), dim: mark('.'), strong: mark('*') };
    expect(toText({ reports: [PASS] }, { palette })).toMatch(/^\+✓\+ \*widgets-1\.2\.3\.tgz\*: /);
    expect(toText({ reports: [FAIL] }, { palette })).toMatch(
      /^-✗- \*widgets-1\.2\.3\.tgz\*: -builder_mismatch-\n/,
    );
  });

  test('cuts long evidence', () => {
    const long = spoil(FAIL, () => 'x'.repeat(1_000_000));
    expect(text(long)).toContain(`${'x'.repeat(2000)}… (998000 more characters)\n`);
  });

  test('T16: whatever evidence says, there are as many lines, and none is a command', () => {
    for (const report of [FAIL_WITH_ROWS, PASS_WITH_ROWS, PASS_BESIDE_OTHERS, NONE]) {
      const lines = text(report).split('\n').length;
      fc.assert(
        fc.property(hostileTexts, (evidence) => {
          const shown = text(spoil(report, evidence));
          expect(shown.split(/[\n\r\u2028\u2029\u0085]/)).toHaveLength(lines);
          expect(runnerCommands(shown)).toEqual([]);
        }),
      );
    }
  });
});

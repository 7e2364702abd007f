import { runnerCommands } from '@provkit/testkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toAnnotations } from '../../src/format/annotations.ts';
import { breachesOf } from '../../src/format/breach.ts';
import type { Report } from '../../src/index.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
  FAIL,
  FAIL_WITH_ROWS,
  INCONCLUSIVE,
  NONE,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  SILENT,
} from './sample-reports.ts';

/** Of FAIL_WITH_ROWS: three checks that do not hold, and one thing that is odd. */
const LEVELS = ['error', 'error', 'error', 'warning'];
const annotations = (report: Report) => runnerCommands(toAnnotations({ reports: [report] }));

describe('workflow annotations', () => {
  test('an error for each check that does not hold, with expected, found and what to do', () => {
    const [first, second] = annotations(FAIL);
    expect(first).toEqual({
      name: 'error',
      properties: { title: 'provkit: builder_mismatch: widgets-1.2.3.tgz' },
      data: [
        'builder: the predicate does not name the builder that the certificate does (certificate .9); in widgets-1.2.3.tgz.sigstore.json',
        'expected: https://github.com/acme/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
        'found: https://example.com/builder',
        `to do: ${breachesOf(FAIL)[0]?.hint ?? ''}`,
      ].join('\n'),
    });
    expect(second?.properties.title).toBe('provkit: run_mismatch: widgets-1.2.3.tgz');
    expect(annotations(FAIL)).toHaveLength(3);
  });

  test('none for a pass that was asked everything', () => {
    expect(toAnnotations({ reports: [PASS] })).toBe('');
  });

  test('a notice of what a pass does not say, and a warning of what is odd', () => {
    const pass = { ...PASS_BESIDE_OTHERS, notAsked: ['which run built it'] };
    expect(annotations(pass)).toEqual([
      {
        name: 'notice',
        properties: { title: 'provkit: provenance verified: widgets-1.2.3.tgz' },
        data: expect.stringMatching(
          /^not asked for, so not checked: which run built it\nanother attestation does not hold: .*predicate_malformed\n/,
        ),
      },
    ]);
    expect(annotations(FAIL_WITH_ROWS).map(({ name }) => name)).toEqual(LEVELS);
  });

  test('a warning for what could not be decided, an error for no attestation', () => {
    expect(annotations(INCONCLUSIVE).map(({ name }) => name)).toEqual(
      LEVELS.map(() => 'warning').slice(1),
    );
    expect(annotations(NONE)).toMatchObject([
      { name: 'error', properties: { title: 'provkit: attestation_missing: widgets-1.2.3.tgz' } },
    ]);
  });

  test('T19: a warning for a source that could not say, a notice where a fallback passed', () => {
    expect(annotations(SILENT)).toMatchObject([
      {
        name: 'warning',
        properties: { title: 'provkit: upstream_unavailable: widgets-1.2.3.tgz' },
      },
    ]);
    expect(annotations(PASS_BY_FALLBACK)).toMatchObject([
      { name: 'notice', data: expect.stringContaining('not_permitted') },
    ]);
  });

  test('ten of a level at most, of which the last says how many there are more', () => {
    const many = runnerCommands(toAnnotations({ reports: Array.from({ length: 8 }, () => FAIL) }));
    expect(many.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, () => 'error'));
    expect(many.at(-1)?.data).toBe('15 more: the report has them all');
    const ten = [FAIL, FAIL, FAIL, NONE];
    expect(runnerCommands(toAnnotations({ reports: ten })).at(-1)?.data).toContain('to do: ');
  });

  test('T16: a name stays inside the title', () => {
    const name = 'a,file=b:c%0A::d';
    const [first] = annotations({ ...FAIL, artifacts: [{ name, sha256: 'a'.repeat(64) }] });
    expect(first?.properties).toEqual({ title: `provkit: builder_mismatch: ${name}` });
  });

  test('T16: whatever evidence says, there are as many commands, each on its line and without other properties', () => {
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const output = toAnnotations({ reports: [spoil(FAIL_WITH_ROWS, text)] });
        const commands = runnerCommands(output);
        expect(commands.map(({ name }) => name)).toEqual(LEVELS);
        expect(output.trimEnd().split('\n')).toHaveLength(LEVELS.length);
        for (const { name, properties, data } of commands) {
          expect(Object.keys(properties)).toEqual(['title']);
          expect(data.split('\n')).toHaveLength(name === 'error' ? 4 : 1);
          expect(data).not.toMatch(/(?!\n)\p{Cc}/u);
        }
      }),
    );
  });
});

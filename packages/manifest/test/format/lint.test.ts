import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LintedFile,
  lintToAnnotations,
  lintToJson,
  lintToMarkdown,
  lintToSarif,
  lintToText,
} from '../../src/format/index.ts';
import { type Entry, lintText, RULES, serializeManifest } from '../../src/index.ts';
import { holding } from '../rules/lint-case.ts';

// Microsoft's SARIF SDK ships the official schema, of draft 04.
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats.default(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

function sarif(files: readonly LintedFile[], options?: Parameters<typeof lintToSarif>[1]) {
  const log = JSON.parse(lintToSarif(files, options));
  expect(isSarif(log), ajv.errorsText(isSarif.errors)).toBe(true);
  return log.runs[0];
}

const fileOf = (...entries: readonly Partial<Entry>[]): LintedFile => ({
  path: 'docs/reports/2026-01-31/manifest.json',
  findings: lintText(serializeManifest(holding(...entries))).findings,
});
const BAD: LintedFile = {
  ...fileOf({ status: 'failure' }, { requeue: true }),
  change: { base: 'origin/main', added: 1, modified: 1, removed: 0 },
};
const GOOD = fileOf({});
/** Tries to end a line, a cell, a command and a link, and to start others. */
const EVIL = 'v1\n::error::x|`</code>@a](http://x){0}\u001b[2J';

describe('lintToText', () => {
  test('a place and what is wrong, then what to do, the change and the counts', () => {
    expect(
      lintToText([BAD]),
    ).toBe(`docs/reports/2026-01-31/manifest.json:6:5: error failure-reason: v1.2.3 (run 42): the release is failure, and failure_reason is missing
    Set failure_reason to the reason of the failed check, or remove it where the release was accepted.
docs/reports/2026-01-31/manifest.json:14:5: error requeue: v1.2.3 (run 43): the run is to be repeated, and requeue_reason is missing
    Give requeue_reason, or remove requeue.
docs/reports/2026-01-31/manifest.json: 1 added, 1 changed, 0 removed since origin/main
2 errors, 0 warnings in 1 manifest
`);
  });

  test('says so when there is nothing to say', () => {
    expect(lintToText([GOOD, GOOD])).toBe('0 errors, 0 warnings in 2 manifests\n');
  });

  test('stops after 200 findings of a file', () => {
    const many = fileOf(
      ...Array.from({ length: 250 }, (_, n) => ({
        run_id: String(n + 1),
        status: 'failure' as const,
      })),
    );
    const text = lintToText([many]);
    expect(text.match(/: error /g)).toHaveLength(200);
    expect(text).toContain('manifest.json: and 50 more\n250 errors, ');
  });

  test('T16: no value forges a line', () => {
    const text = lintToText([
      { ...fileOf({ tag: 'v1::', status: 'failure', notes: EVIL }), path: EVIL },
    ]);
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toMatch(/^::/m);
    expect(text).not.toContain('\u001b');
  });
});

describe('lintToJson', () => {
  test('has everything, and counts it', () => {
    expect(JSON.parse(lintToJson([BAD, GOOD]))).toEqual({
      schemaVersion: 1,
      errors: 2,
      warnings: 0,
      files: [BAD, GOOD],
    });
  });
});

describe('lintToMarkdown', () => {
  test('is a table, with the change below it', () => {
    const markdown = lintToMarkdown([BAD]);
    expect(markdown).toContain(
      '**Release manifest: 2 errors, 0 warnings in 1 manifest**\n\n| | where |',
    );
    expect(markdown).toContain(
      '| error [failure-reason](https://github.com/provkit/provkit/blob/main/packages/manifest/docs/rules/failure-reason.md) | `docs/reports/2026-01-31/manifest.json:6` | `v1.2.3` `42` | `the release is failure, and failure_reason is missing` |',
    );
    expect(markdown).toContain(
      '- `docs/reports/2026-01-31/manifest.json`: `1 added, 1 changed, 0 removed since origin/main`\n',
    );
    expect(lintToMarkdown([GOOD])).toBe(
      '**Release manifest: 0 errors, 0 warnings in 1 manifest**\n',
    );
  });

  test('T16: no value ends its cell', () => {
    const [finding] = fileOf({ status: 'failure' }).findings;
    if (!finding) throw new Error('there is one');
    const evil = { ...finding, message: EVIL, entry: { tag: EVIL, run_id: '1' } };
    const rows = lintToMarkdown([{ path: EVIL, findings: [evil] }])
      .split('\n')
      .slice(4, 5);
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  test('stops after 100 rows', () => {
    const many = fileOf(
      ...Array.from({ length: 250 }, (_, n) => ({
        run_id: String(n + 1),
        status: 'failure' as const,
      })),
    );
    const markdown = lintToMarkdown([many]);
    expect(markdown).toContain('\n\nand 150 more\n');
    expect(markdown.length).toBeLessThan(65_536);
  });
});

describe('lintToAnnotations', () => {
  test('is a command for each finding, at its place', () => {
    expect(lintToAnnotations([BAD]).split('\n')).toEqual([
      '::error file=docs/reports/2026-01-31/manifest.json,line=6,col=5,title=provkit lint-manifest%3A failure-reason::v1.2.3 (run 42): the release is failure, and failure_reason is missing%0ASet failure_reason to the reason of the failed check, or remove it where the release was accepted.',
      '::error file=docs/reports/2026-01-31/manifest.json,line=14,col=5,title=provkit lint-manifest%3A requeue::v1.2.3 (run 43): the run is to be repeated, and requeue_reason is missing%0AGive requeue_reason, or remove requeue.',
      '',
    ]);
    expect(lintToAnnotations([GOOD])).toBe('');
  });

  test('are at most ten of a level, the last of which counts the rest', () => {
    const many = fileOf(
      ...Array.from({ length: 12 }, (_, n) => ({
        run_id: String(n + 1),
        status: 'failure' as const,
      })),
    );
    const lines = lintToAnnotations([many]).trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe(
      '::error title=provkit lint-manifest::3 more: the report has them all',
    );
  });

  test('T16: a value starts no command of its own, and ends no property', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\n', '\r', '::', '%0A', ',', ':', '##[', 'error', '%'), {
          minLength: 1,
        }),
        (parts) => {
          const evil = parts.join('');
          const [finding] = BAD.findings;
          if (!finding) throw new Error('there is one');
          const text = lintToAnnotations([
            { path: evil, findings: [{ ...finding, message: evil }] },
          ]);
          const [line = '', ...rest] = text.split('\n');
          expect(rest).toEqual(['']);
          expect(line).not.toMatch(/\r|##\[/);
          const [, properties = ''] = /^::error ([^:]*)::/.exec(line) ?? [];
          expect(properties.split(',')).toHaveLength(4);
        },
      ),
    );
  });
});

describe('lintToSarif', () => {
  test('the schema refuses what is no SARIF, so that the tests below can fail', () => {
    const log = JSON.parse(lintToSarif([BAD]));
    log.runs[0].results[0].level = 'fatal';
    expect(isSarif(log)).toBe(false);
  });

  test('is a valid log of SARIF 2.1.0, with a result for each finding', () => {
    const run = sarif([BAD, GOOD], { version: '1.2.3' });
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(
      RULES.map(({ id }) => id),
    );
    expect(run.results).toMatchObject([
      {
        ruleId: 'failure-reason',
        ruleIndex: RULES.findIndex(({ id }) => id === 'failure-reason'),
        level: 'error',
        message: { text: expect.stringContaining('v1.2.3 (run 42): the release is failure') },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'docs/reports/2026-01-31/manifest.json' },
              region: { startLine: 6, startColumn: 5 },
            },
          },
        ],
      },
      { ruleId: 'requeue' },
    ]);
  });

  test('the fingerprint stays when the entry moves, and differs from release to release', () => {
    const prints = (...entries: readonly Partial<Entry>[]) =>
      sarif([fileOf(...entries)]).results.map(
        (found: { partialFingerprints: object }) => found.partialFingerprints,
      );
    const failed = { tag: 'v9', run_id: '9', status: 'failure' as const };
    const [alone] = prints(failed);
    const [moved] = prints({}, {}, failed);
    const [other] = prints({ ...failed, run_id: '10' });
    expect(moved).toEqual(alone);
    expect(other).not.toEqual(alone);
  });

  test('T16: stays valid whatever the values are, and no message has a link or a placeholder', () => {
    const [finding] = BAD.findings;
    if (!finding) throw new Error('there is one');
    const evil = { ...finding, message: EVIL, entry: { tag: EVIL, run_id: '1' } };
    const run = sarif([{ path: EVIL, findings: [evil] }]);
    expect(run.results[0].message.text).not.toMatch(/\]\(|\{0\}|\n/);
  });

  test('leaves out what GitHub would refuse, and says so', () => {
    const [finding] = BAD.findings;
    if (!finding) throw new Error('there is one');
    const run = sarif([{ path: 'm.json', findings: Array.from({ length: 5001 }, () => finding) }]);
    expect(run.results).toHaveLength(5000);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain(
      '1 more results',
    );
  });
});

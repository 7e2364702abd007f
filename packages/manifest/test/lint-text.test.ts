import { describe, expect, test } from 'vitest';
import { LIMITS, lintText, serializeManifest } from '../src/index.ts';
import { holding } from './rules/lint-case.ts';
import { TRANSITIONS } from './rules/transitions.ts';

describe('lintText (S6.3)', () => {
  test('a good manifest has no findings, and is handed out', () => {
    const manifest = holding({});
    expect(lintText(serializeManifest(manifest))).toEqual({ manifest, findings: [] });
  });

  test('a finding has its line, and that of its entry where the field is missing', () => {
    const text = serializeManifest(holding({}, { status: 'failure' }));
    const { findings } = lintText(text);
    const lines = text.split('\n');
    expect(findings).toEqual([
      {
        rule: 'failure-reason',
        severity: 'error',
        pointer: '/entries/1/failure_reason',
        entry: { tag: 'v1.2.3', run_id: '43' },
        message: 'the release is failure, and failure_reason is missing',
        fix: expect.stringContaining('Set failure_reason'),
        line: lines.lastIndexOf('    {') + 1,
        column: 5,
      },
    ]);
  });

  test.each([
    ['no JSON', '{"version":1', 'not JSON', 1],
    ['nothing', '', 'empty', 1],
    ['a name that stands twice', '{"version":1,\n"version":1}', 'the same key a second time', 1],
    ['NaN', '{"version":1,\n"entries":NaN}', 'unexpected text', 1],
    ['__proto__', '{"__proto__":1}', 'a key that is never data', 1],
    ['a later version', '{\n"version":2}', 'version 2', 2],
    ['another document', '[]', 'must be object', 1],
    [
      'a name with a blank',
      '{"version":1,"repository":"a/b","generated_at":"2026-01-31T12:00:00.000Z","entries":[],\n"a b":1}',
      'a member that is not known',
      2,
    ],
  ])('%s is one finding of the rule valid', (_, text, message, line) => {
    const { findings, manifest } = lintText(text);
    expect(manifest).toBeUndefined();
    expect(findings).toMatchObject([
      { rule: 'valid', severity: 'error', line, message: expect.stringContaining(message) },
    ]);
    expect(findings[0]?.message).not.toMatch(/^manifest/);
  });

  test('a document beyond the limit is a finding, and is not looked into', () => {
    expect(lintText(new Uint8Array(LIMITS.maxBytes + 1)).findings).toMatchObject([
      {
        rule: 'valid',
        pointer: '',
        line: 1,
        column: 1,
        message: expect.stringContaining('more than'),
      },
    ]);
  });

  test('findings are in the order of the rules, then of the manifest', () => {
    const before = holding({ tag: 'v1', status: 'success' }, { tag: 'v2' });
    const after = holding(
      { tag: 'v1', status: 'pending', requeue: true },
      { tag: 'v1', run_id: '42' },
    );
    const { findings } = lintText(serializeManifest(after), { before, transitions: TRANSITIONS });
    expect(findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      'unique-keys /entries/1',
      'append-only /entries',
      'status-transition /entries/1/status',
      'requeue /entries/0/requeue_reason',
    ]);
  });

  test('T15: entries that are all wrong in every way cost no more than their number', {
    timeout: 60_000,
  }, () => {
    const costOf = (count: number) => {
      const runs = Array.from({ length: count }, (_, n) => String(n + 1));
      const bad = runs.map((run_id) => ({
        run_id,
        status: 'blocked' as const,
        rollback_run_id: run_id,
        previous_run_ids: [run_id, run_id],
      }));
      const text = serializeManifest(holding(...bad, { previous_run_ids: runs }));
      const { user: before } = process.cpuUsage();
      const { findings } = lintText(text);
      expect(findings.length).toBeGreaterThan(4 * count);
      return process.cpuUsage().user - before;
    };
    costOf(2000); // warms up
    // eight times as many entries: quadratic work would cost 64 times as much
    expect(costOf(16_000)).toBeLessThan(costOf(2000) * 30);
  });
});

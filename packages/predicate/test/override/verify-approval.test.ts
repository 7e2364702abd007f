import { createSigstore } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundles } from '../../src/bundle/parse-bundles.ts';
import { overrideDigest } from '../../src/override/override-digest.ts';
import { verifyApproval } from '../../src/override/verify-approval.ts';
import type { Approver, Override } from '../../src/policy/policy.ts';
import { usableRoots } from '../../src/signature/usable-root.ts';
import { parseTrustedRoot } from '../../src/trust/parse-trusted-root.ts';
import { APPROVER, type ApprovalOptions, approve, stranger } from './approvals.ts';

const now = () => Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now });
const roots = usableRoots(parseTrustedRoot(sigstore.trustedRoot, 'test root'));
const OVERRIDE: Override = {
  predicate_type: 'https://slsa.dev/provenance/v0.2',
  tag: 'v1.2.3',
  artifact_digest: `sha256:${'a'.repeat(64)}`,
  approved_by: 'rita@example.com',
  approved_at: '2026-01-20T00:00:00.000Z',
  expires_at: '2026-02-10T00:00:00.000Z',
  reason: 'the builder is being replaced',
};

function judge(bundle: unknown, actor?: string, approver: Approver = APPROVER) {
  const [parsed] = parseBundles({ name: 'approval.json', content: JSON.stringify(bundle) });
  if (!parsed) throw new Error('a text always holds something');
  const input = { roots, profiles: ['public-good'] as const, approvers: [approver] };
  return verifyApproval(parsed, OVERRIDE, actor === undefined ? input : { ...input, actor });
}

describe('approval of an override (spec 1.4, T4)', () => {
  test('holds when a member of the team signed exactly this override', () => {
    expect(judge(approve(sigstore, OVERRIDE), 'sam')).toEqual({ approver: APPROVER });
  });

  test.each<[string, ApprovalOptions, string]>([
    [
      'of an override with another end',
      { of: { ...OVERRIDE, expires_at: '2027-01-01T00:00:00.000Z' } },
      'it is of another override',
    ],
    [
      'of another file',
      { of: { ...OVERRIDE, artifact_digest: `sha256:${'b'.repeat(64)}` } },
      'it is of another override',
    ],
    [
      'by somebody else',
      { san: 'mallory@example.com' },
      'mallory@example.com is not one of the approvers',
    ],
    [
      'by somebody with the same name at another issuer',
      {
        issuer: 'https://evil.example',
        extensions: { 1: 'https://evil.example', 8: 'https://evil.example' },
      },
      'is not one of the approvers',
    ],
    ['that denies', { decision: 'denied' }, 'it does not say "approved"'],
    ['that says nothing', { decision: null }, 'it does not say "approved"'],
    ['of another predicate type', { predicateType: 'https://slsa.dev/provenance/v1' }, ''],
    [
      'whose author is the approver',
      { requestedBy: APPROVER.san },
      'by the person who asked for the override',
    ],
    [
      'whose author is the approver by login',
      { requestedBy: 'rita' },
      'by the person who asked for the override',
    ],
    [
      'whose author is the approver in other letters (names on GitHub have no case)',
      { requestedBy: 'RITA' },
      'by the person who asked for the override',
    ],
    ['without an author', { requestedBy: '' }, 'does not say who asked'],
    [
      'malformed: with an author that is no text',
      { requestedBy: ['sam'] },
      'does not say who asked',
    ],
    ['that is not in the log', { log: 'none', timestamp: true }, ''],
    ['malformed: that is no statement', { payload: '{' }, ''],
    ['that is a message signature', { message: Buffer.from(overrideDigest(OVERRIDE)) }, ''],
  ])('none %s', (_, options, why) => {
    const outcome = judge(approve(sigstore, OVERRIDE, options));
    expect(outcome).toHaveProperty('problem');
    expect('problem' in outcome && outcome.problem).toContain(why);
  });

  test.each(['rita', 'Rita'])('T4: none by the person who started the run, %s', (actor) => {
    expect(judge(approve(sigstore, OVERRIDE), actor)).toMatchObject({
      problem: expect.stringContaining('started the run'),
    });
  });

  test('T4: none by somebody whose name on GitHub is unknown, of a run whose actor is known', () => {
    const { login: _, ...nameless } = APPROVER;
    expect(judge(approve(sigstore, OVERRIDE), 'sam', nameless)).toMatchObject({
      problem: expect.stringContaining('state the approver’s "login"'),
    });
    expect(judge(approve(sigstore, OVERRIDE), undefined, nameless)).toEqual({ approver: nameless });
  });

  test('none under another root', () => {
    expect(judge(approve(stranger(now), OVERRIDE))).toHaveProperty('problem');
  });

  test('malformed: a text that is no bundle approves nothing', () => {
    expect(judge('rita approves')).toHaveProperty('problem');
  });
});

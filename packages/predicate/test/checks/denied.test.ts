import { describe, expect, test } from 'vitest';
import { checkDenied } from '../../src/checks/denied.ts';
import type { PolicyOptions } from '../../src/policy/policy.ts';
import type { VerifiedStatement } from '../../src/signature/verify-statement.ts';
import { checkInput, REPO, SIGNER } from './check-input.ts';

const SIGNED_AT = '2026-01-31T12:01:00.000Z';

function judge(denied: PolicyOptions['denied']) {
  const input = checkInput({ policy: { denied } });
  const signature = {
    certificateSerial: '00ab12',
    times: [{ time: new Date(SIGNED_AT) }],
  } as unknown as VerifiedStatement['signature'];
  return checkDenied({ ...input, verified: { ...input.verified, signature } });
}

describe('check denied (spec 1.3 #22, T11)', () => {
  test('is not applicable when the policy denies nothing', () => {
    expect(judge(undefined).status).toBe('not_applicable');
    expect(judge({ artifacts: [] }).status).toBe('not_applicable');
  });

  test('holds when nothing of the release is denied', () => {
    const denied = {
      artifacts: [`sha256:${'0'.repeat(64)}`],
      runs: [`${REPO}/actions/runs/4`],
      certificates: ['ab13'],
      signers: [{ san: `${SIGNER}x` }],
    };
    expect(judge(denied)).toMatchObject({
      status: 'pass',
      message: 'none of the 4 entries of the deny list',
    });
  });

  test.each([
    ['the artifact', { artifacts: [`sha256:${'a'.repeat(64)}`] }, '/subject'],
    ['every attempt of the run', { runs: [`${REPO}/actions/runs/42`] }, 'certificate .21'],
    ['the certificate', { certificates: ['ab12'] }, 'certificate serial number'],
    [
      'the certificate, with leading zeros',
      { certificates: ['0000ab12'] },
      'certificate serial number',
    ],
    ['the signer for ever', { signers: [{ san: SIGNER }] }, 'certificate subject alternative name'],
    [
      'the signer at that time',
      { signers: [{ san: SIGNER, from: SIGNED_AT, until: '2026-01-31T12:01:00.001Z' }] },
      'certificate subject alternative name',
    ],
  ])('fails for %s', (_, denied, pointer) => {
    expect(judge(denied)).toMatchObject({ status: 'fail', reason: 'policy_violation', pointer });
  });

  test('is inconclusive when a denied digest is of an algorithm in which the artifact is not known', () => {
    const artifacts = [`sha512:${'0'.repeat(128)}`];
    expect(judge({ artifacts })).toMatchObject({
      status: 'inconclusive',
      reason: 'policy_violation',
      expected: 'the sha512 of widgets.tgz',
    });
    const alsoDenied = { artifacts, runs: [`${REPO}/actions/runs/42`] };
    expect(judge(alsoDenied).status).toBe('fail');
  });

  test.each([
    ['a run whose number begins the same', { runs: [`${REPO}/actions/runs/4`] }],
    ['a signer before the time', { signers: [{ san: SIGNER, from: '2026-01-31T12:01:00.001Z' }] }],
    ['a signer from its end on', { signers: [{ san: SIGNER, until: SIGNED_AT }] }],
  ])('does not deny %s', (_, denied) => {
    expect(judge(denied).status).toBe('pass');
  });
});

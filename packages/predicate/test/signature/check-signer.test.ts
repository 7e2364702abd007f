import { describe, expect, test } from 'vitest';
import type { Claims } from '../../src/certificate/claims.ts';
import { checkSigner } from '../../src/signature/check-signer.ts';

const CLAIMS: Claims = { san: 'gate@example.com', sanKind: 'email', issuer: 'https://id.example' };
const EXPECTED = { san: 'gate@example.com', issuer: 'https://id.example' };

describe('check identity of a named signer', () => {
  test('holds for the exact name and issuer', () => {
    expect(checkSigner(CLAIMS, EXPECTED).status).toBe('pass');
  });

  test('an issuer that only the older claim names counts', () => {
    const { issuer, ...rest } = CLAIMS;
    expect(checkSigner({ ...rest, issuerV1: issuer as string }, EXPECTED).status).toBe('pass');
  });

  test.each([
    [{ san: 'gate@example.co' }],
    [{ san: 'Gate@example.com' }],
    [{ san: '.*' }],
    [{ issuer: 'https://id.example/' }],
    [{ issuer: 'https://id.example.evil' }],
  ])('fails when %j is expected', (changes) => {
    expect(checkSigner(CLAIMS, { ...EXPECTED, ...changes })).toMatchObject({
      status: 'fail',
      reason: 'policy_violation',
    });
  });

  test('malformed: no claims name nobody', () => {
    expect(checkSigner(undefined, EXPECTED)).toMatchObject({ status: 'fail', actual: 'absent' });
    const { issuer: _, ...rest } = CLAIMS;
    expect(checkSigner(rest, EXPECTED)).toMatchObject({ status: 'fail', actual: 'absent' });
  });
});

import { describe, expect, test } from 'vitest';
import { checkIds } from '../../src/checks/ids.ts';
import { accepted } from '../lock/accepted.ts';
import { checkInput } from './check-input.ts';

describe('check ids (spec 1.3 #20)', () => {
  test('is not applicable when nobody asked', () => {
    expect(checkIds(checkInput({})).status).toBe('not_applicable');
  });

  test('holds when the policy’s numbers are the certificate’s', () => {
    const policy = { repositoryId: '1001', ownerId: '2002' };
    expect(checkIds(checkInput({ policy }))).toMatchObject({
      status: 'pass',
      actual: 'repository 1001, owner 2002',
    });
  });

  test.each([
    ['the repository', { repositoryId: '1002' }, {}, '1001', 'certificate .15'],
    ['the owner', { ownerId: '7' }, {}, '2002', 'certificate .17'],
    [
      'an absent number',
      { ownerId: '2002' },
      { sourceRepositoryOwnerIdentifier: undefined },
      'absent',
      'certificate .17',
    ],
    [
      'a number with another form',
      { ownerId: '2002' },
      { sourceRepositoryOwnerIdentifier: '02002' },
      '02002',
      'certificate .17',
    ],
  ])('T10: fails for %s that was registered anew', (_, policy, claims, actual, pointer) => {
    expect(checkIds(checkInput({ policy, claims: claims as object }))).toMatchObject({
      status: 'fail',
      reason: 'source_mismatch',
      actual,
      pointer,
    });
  });

  test('T12: the release accepted last is asked where the policy is silent', () => {
    const lineage = {
      accepted: accepted({ ownerId: '3' }),
      commitOrder: 'descendant',
      isFrozen: false,
    } as const;
    expect(checkIds(checkInput({ more: { lineage } }))).toMatchObject({
      status: 'fail',
      expected: '3',
    });
    const policy = { ownerId: '2002' };
    expect(checkIds(checkInput({ policy, more: { lineage } })).status).toBe('pass');
  });
});

import { describe, expect, test } from 'vitest';
import { checkSource } from '../../src/checks/source.ts';
import { COMMIT, checkInput, TAG_REF } from './check-input.ts';

const OTHER = 'https://github.com/evil/fork';

describe('check source (S1.2b, T9)', () => {
  test('holds when certificate, material and workflow name the repository', () => {
    expect(checkSource(checkInput({}))).toMatchObject({ status: 'pass' });
  });

  test('fails when another repository called our workflow', () => {
    expect(checkSource(checkInput({ claims: { sourceRepositoryUri: OTHER } }))).toMatchObject({
      status: 'fail',
      reason: 'source_mismatch',
      actual: OTHER,
      pointer: 'certificate .12',
    });
  });

  test('fails when the material is of another repository', () => {
    const input = checkInput({
      change: (draft) => {
        draft.materials = [{ uri: `git+${OTHER}@${TAG_REF}`, digest: { gitCommit: COMMIT } }];
      },
    });
    expect(checkSource(input)).toMatchObject({ status: 'fail', actual: OTHER });
  });

  test('a difference in case alone fails, and is told apart', () => {
    const result = checkSource(checkInput({ policy: { source: 'github:Acme/widgets' } }));
    expect(result).toMatchObject({ status: 'fail', reason: 'source_mismatch' });
    expect(result.hint).toContain('case');
  });

  test.each([
    ['no materials', (): { uri?: string }[] => []],
    [
      'a material with user info',
      () => [{ uri: `git+https://github.com@evil.example/acme/widgets@${TAG_REF}` }],
    ],
    [
      'two foreign materials',
      () => [{ uri: `git+${OTHER}@${TAG_REF}` }, { uri: `git+${OTHER}2@${TAG_REF}` }],
    ],
  ])('malformed: fails for %s', (_, materials) => {
    const input = checkInput({
      change: (draft) => {
        draft.materials = materials();
      },
    });
    expect(checkSource(input)).toMatchObject({ status: 'fail', actual: 'absent' });
  });
});

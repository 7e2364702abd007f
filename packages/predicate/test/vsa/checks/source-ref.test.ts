import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/statement/schemas.ts';
import { checkSourceRef } from '../../../src/vsa/checks/source-ref.ts';

const COMMIT = 'd'.repeat(40);

function check(annotations: unknown, sourceRef: string | undefined = 'refs/heads/main') {
  const subject = [{ name: 'x', digest: { gitCommit: COMMIT }, annotations }];
  const wanted = {
    name: 'x',
    digest: { gitCommit: COMMIT },
    ...(sourceRef !== undefined && { sourceRef }),
  };
  return checkSourceRef({ subject } as unknown as Statement, { subjects: [wanted] });
}

describe('check source-ref (SLSA 1.2, verifying source)', () => {
  test('holds when the ref is among those that pointed to the revision', () => {
    const sourceRefs = ['refs/tags/v1', 'refs/heads/main'];
    expect(check({ sourceRefs })).toMatchObject({
      status: 'pass',
      pointer: '/subject/0/annotations/sourceRefs',
    });
  });

  test('fails for a revision of another branch', () => {
    expect(check({ sourceRefs: ['refs/heads/experiment'] })).toMatchObject({
      status: 'fail',
      reason: 'source_mismatch',
      expected: 'refs/heads/main',
      actual: 'refs/heads/experiment',
    });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['no refs', {}],
    ['a text', { sourceRefs: 'refs/heads/main' }],
    ['an object', { sourceRefs: { 0: 'refs/heads/main' } }],
    ['numbers', { sourceRefs: [1] }],
    ['another spelling', { source_refs: ['refs/heads/main'] }],
    ['a short ref', { sourceRefs: ['main'] }],
  ])('malformed: %s states no ref', (_, annotations) => {
    expect(check(annotations)).toMatchObject({ status: 'fail', actual: expect.any(String) });
  });

  test('only the refs of the very revision count', () => {
    const subject = [
      { name: 'x', digest: { gitCommit: COMMIT } },
      {
        name: 'y',
        digest: { gitCommit: 'e'.repeat(40) },
        annotations: { sourceRefs: ['refs/heads/main'] },
      },
    ];
    const wanted = { name: 'x', digest: { gitCommit: COMMIT }, sourceRef: 'refs/heads/main' };
    const result = checkSourceRef({ subject } as unknown as Statement, { subjects: [wanted] });
    expect(result.status).toBe('fail');
  });

  test('not asked for, it has nothing to judge', () => {
    expect(checkSourceRef({ subject: [] } as unknown as Statement, {}).status).toBe(
      'not_applicable',
    );
    const subjects = [{ name: 'x', digest: { gitCommit: COMMIT } }] as const;
    expect(checkSourceRef({ subject: [] } as unknown as Statement, { subjects }).status).toBe(
      'not_applicable',
    );
  });
});

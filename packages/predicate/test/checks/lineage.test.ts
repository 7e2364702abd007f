import { describe, expect, test } from 'vitest';
import { checkLineage } from '../../src/checks/lineage.ts';
import type { CommitOrder, Lineage } from '../../src/lock/lineage.ts';
import { accepted, SAME_COMMIT } from '../lock/accepted.ts';
import { checkInput, REPO, SIGNER } from './check-input.ts';

const judge = (lineage: Partial<Lineage>, tag = 'v1.2.3') =>
  checkLineage(
    checkInput({
      release: { tag, commit: SAME_COMMIT },
      more: {
        lineage: { accepted: accepted(), commitOrder: 'descendant', isFrozen: true, ...lineage },
      },
    }),
  );

describe('check lineage (spec 1.3 #21, T12)', () => {
  test('is not applicable without a lockfile', () => {
    expect(checkLineage(checkInput({})).status).toBe('not_applicable');
  });

  test('holds for a later version at a descendant', () => {
    expect(judge({})).toMatchObject({
      status: 'pass',
      message: 'not older than v1.2.2, and built in the same way',
    });
  });

  test('holds for the release accepted last, verified again', () => {
    const same = accepted({ tag: 'v1.2.3', commit: SAME_COMMIT });
    expect(judge({ accepted: same, commitOrder: 'same' }).status).toBe('pass');
    expect(judge({ accepted: same, commitOrder: 'unknown' }).status).toBe('pass');
  });

  test.each([
    ['an older version', 'v1.2.1', 'v1.2.2'],
    ['a prerelease of the accepted version', 'v1.2.2-rc.1', 'v1.2.2'],
    ['an earlier prerelease', 'v2.0.0-rc.1', 'v2.0.0-rc.2'],
    ['a version that sorts later as text', 'v1.9.0', 'v1.10.0'],
  ])('fails for %s', (_, tag, before) => {
    expect(judge({ accepted: accepted({ tag: before }) }, tag)).toMatchObject({
      status: 'fail',
      reason: 'lineage_violation',
      expected: `${before} or later`,
      actual: tag,
    });
  });

  test.each([
    ['a versioned tag', { versionedTag: 'v1.2.3' }],
    ['a ref', { ref: 'refs/tags/v1.2.3' }],
  ])('fails for an older version that was asked for by %s', (_, asked) => {
    const input = checkInput({ release: { ...asked, commit: SAME_COMMIT } });
    const older = (tag: string) => {
      const lineage = {
        accepted: accepted({ tag }),
        commitOrder: 'descendant',
        isFrozen: true,
      } as const;
      return checkLineage({ ...input, lineage });
    };
    expect(older('v2.0.0')).toMatchObject({ status: 'fail', actual: 'v1.2.3' });
    expect(older('refs/tags/v2.0.0')).toMatchObject({ status: 'fail', actual: 'v1.2.3' });
    expect(older('v1.2.2').status).toBe('pass');
  });

  test.each([['ancestor'], ['diverged']] as const)('fails when the commit is %s', (commitOrder) => {
    expect(judge({ commitOrder })).toMatchObject({
      status: 'fail',
      reason: 'lineage_violation',
      actual: commitOrder,
    });
  });

  test('is inconclusive when nobody can say how the commits stand', () => {
    expect(judge({ commitOrder: 'unknown' })).toMatchObject({
      status: 'inconclusive',
      reason: 'lineage_violation',
    });
  });

  test('malformed: tags that are no versions are ordered by their commits alone', () => {
    const orders: readonly CommitOrder[] = ['descendant', 'ancestor'];
    const statuses = orders.map(
      (commitOrder) =>
        judge({ accepted: accepted({ tag: 'nightly' }), commitOrder }, 'stable').status,
    );
    expect(statuses).toEqual(['pass', 'fail']);
  });

  describe('an approved rollback', () => {
    const older = { accepted: accepted({ tag: 'v9.0.0' }), commitOrder: 'ancestor' } as const;

    test('lets the very file be older', () => {
      const rollbackDigest = `sha256:${'a'.repeat(64)}`;
      expect(judge({ ...older, rollbackDigest })).toMatchObject({
        status: 'pass',
        message: 'an approved rollback names this file',
      });
    });

    test('T4: lets no other file be', () => {
      const rollbackDigest = `sha256:${'b'.repeat(64)}`;
      expect(judge({ ...older, rollbackDigest }).status).toBe('fail');
    });
  });

  describe('a release that was built in another way', () => {
    const selfHosted = accepted({ runnerEnvironment: 'self-hosted', trigger: 'release' });

    test('fails while the lockfile is frozen, and names each difference', () => {
      expect(judge({ accepted: selfHosted })).toMatchObject({
        status: 'fail',
        reason: 'lineage_violation',
        message: 'built in another way than the release accepted last: trigger changed',
        expected: 'release',
        actual: 'push',
        warnings: [
          'trigger changed: release → push',
          'runner became github-hosted: self-hosted → github-hosted',
        ],
      });
    });

    test('passes with warnings where the lockfile is being updated', () => {
      expect(judge({ accepted: selfHosted, isFrozen: false })).toMatchObject({
        status: 'pass',
        warnings: expect.arrayContaining(['trigger changed: release → push']),
      });
    });

    test('what every release brings is no drift', () => {
      const older = accepted({
        ref: 'refs/tags/v1.2.2',
        signer: SIGNER.replace('v1.2.3', 'v1.2.2'),
        builderId: SIGNER.replace('v1.2.3', 'v1.2.2'),
        externalParameters: {
          workflow: {
            ref: 'refs/tags/v1.2.2',
            repository: REPO,
            path: '.github/workflows/release.yml',
          },
        },
      });
      expect(judge({ accepted: older })).toMatchObject({
        status: 'pass',
        message: 'not older than v1.2.2, and built in the same way',
      });
    });
  });
});

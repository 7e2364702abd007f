import { createTufRepository, type TufRepository } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { Malformed } from '../../src/bundle/malformed.ts';
import { expiryOf, rollbackProblem, versionsOf } from '../../src/tuf/tuf-versions.ts';

function metadata({ files }: TufRepository, root: number, version: number) {
  const text = (path: string) => String(files.get(path));
  return {
    root: text(`${root}.root.json`),
    timestamp: text('timestamp.json'),
    snapshot: text(`${version}.snapshot.json`),
    targets: text(`${version}.targets.json`),
  };
}

describe('rollbackProblem (T11)', () => {
  const repository = createTufRepository({ a: 'a' });
  const first = versionsOf(metadata(repository, 1, 1));
  repository.publish();
  const second = versionsOf(metadata(repository, 1, 2));

  test('nothing is wrong with the same versions or later ones', () => {
    expect(rollbackProblem(first, first)).toBeUndefined();
    expect(rollbackProblem(first, second)).toBeUndefined();
  });

  test.each(['root', 'timestamp', 'snapshot', 'targets'] as const)(
    'an older %s is named',
    (role) => {
      const seen = { ...second, [role]: second[role] + 7 };
      expect(rollbackProblem(seen, second)).toBe(
        `its ${role} metadata has version ${second[role]}, and version ${second[role] + 7} was seen before`,
      );
    },
  );

  test('a role whose signers the root has changed begins anew: an attacker’s enormous version ends nothing', () => {
    const seen = { ...second, timestamp: Number.MAX_SAFE_INTEGER };
    repository.rotate(['timestamp'], { versions: { timestamp: 1 } });
    const found = versionsOf(metadata(repository, 2, 3));
    expect(rollbackProblem(seen, found)).toBeUndefined();
    expect(rollbackProblem({ ...seen, root: 3 }, found)).toContain('root');
  });
});

describe('metadata', () => {
  const repository = createTufRepository({ a: 'a' });
  const good = metadata(repository, 1, 1);

  test('expires when the first of its files does', () => {
    expect(expiryOf(good)).toEqual(new Date('2999-01-01T00:00:00Z'));
    repository.publish({ expires: { snapshot: '2027-01-01T00:00:00Z' } });
    expect(expiryOf(metadata(repository, 1, 2))).toEqual(new Date('2027-01-01T00:00:00Z'));
  });

  test.each(['{', '{}', '{"signed":{"version":0,"expires":"soon"}}', '{"signed":{"version":1.5}}'])(
    'malformed: %s',
    (text) => {
      expect(() => versionsOf({ ...good, timestamp: text })).toThrow(Malformed);
      expect(() => expiryOf({ ...good, timestamp: text })).toThrow(Malformed);
    },
  );
});

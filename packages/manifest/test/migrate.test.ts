import { describe, expect, test } from 'vitest';
import { type MigrationStep, migrate, migrateWith } from '../src/migrate.ts';
import { manifestWith } from './arbitrary-manifest.ts';

/** Versions as they could become: 2 renames a member, 3 adds one. */
const steps: Readonly<Record<number, MigrationStep>> = {
  1: (manifest) => {
    const { repository, ...rest } = manifest as { readonly repository: string };
    return { ...rest, source: repository };
  },
  2: (manifest) => ({ ...manifest, attested: false }),
};

describe('migrate', () => {
  test('leaves a manifest of the newest version as it is', () => {
    const manifest = manifestWith();
    expect(migrate(manifest)).toBe(manifest);
  });

  test('takes the steps one after the other, and leaves the given manifest alone', () => {
    const manifest = { version: 1, repository: 'acme/widgets', entries: [] };
    const before = structuredClone(manifest);
    expect(migrateWith(manifest, { newest: 3, steps })).toEqual({
      version: 3,
      source: 'acme/widgets',
      entries: [],
      attested: false,
    });
    expect(migrateWith({ ...manifest, version: 2 }, { newest: 3, steps })).toMatchObject({
      version: 3,
      repository: 'acme/widgets',
    });
    expect(manifest).toEqual(before);
  });

  test.each([
    [2, 'later release'],
    [99, 'later release'],
    [0, 'no such version'],
    [-1, 'no such version'],
  ])('refuses version %d, and says why', (version, why) => {
    expect(() => migrate({ ...manifestWith(), version })).toThrowError(
      expect.objectContaining({
        code: 'VERSION_UNSUPPORTED',
        pointer: '/version',
        message: expect.stringContaining(why),
      }),
    );
  });

  test('a step that is missing is refused, not skipped', () => {
    expect(() => migrateWith({ version: 1 }, { newest: 3, steps: {} })).toThrowError(
      expect.objectContaining({ code: 'VERSION_UNSUPPORTED' }),
    );
  });

  test.each([
    [null],
    [[]],
    ['1'],
    [{}],
    [{ version: '1' }],
    [{ version: 1.5 }],
    [Object.create({ version: 9 })],
  ])('leaves %j for the schema to refuse', (value) => {
    expect(migrate(value)).toBe(value);
  });
});

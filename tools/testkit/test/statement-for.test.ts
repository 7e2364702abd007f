import { X509Certificate } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import {
  claimsForBuilder,
  createSigstore,
  DEFAULT_CLAIMS,
  oldCertificate,
  statementFor,
  TEST_BUILD_TYPES,
} from '../src/index.ts';

describe('statementFor', () => {
  test.each(TEST_BUILD_TYPES)(
    '%s: spoiling one statement spoils no other, nor another place of it',
    (buildType) => {
      const before = JSON.stringify(statementFor({ buildType }));
      const spoiled = statementFor({
        buildType,
        change: ({ predicate }) => {
          for (const value of objectsIn(predicate)) Object.assign(value, { spoiled: true });
        },
      });
      expect(JSON.stringify(spoiled)).not.toBe(before);
      expect(JSON.stringify(statementFor({ buildType }))).toBe(before);
      const objects = objectsIn(statementFor({ buildType }).predicate);
      expect(new Set(objects).size).toBe(objects.length);
    },
  );

  test('the build types differ', () => {
    const predicates = TEST_BUILD_TYPES.map((buildType) =>
      JSON.stringify(statementFor({ buildType }).predicate),
    );
    expect(new Set(predicates).size).toBe(TEST_BUILD_TYPES.length);
  });
});

describe('claimsForBuilder', () => {
  test.each(TEST_BUILD_TYPES)(
    '%s: only who signs is another, never what was built',
    (buildType) => {
      const { job_workflow_ref, job_workflow_sha, ...built } = claimsForBuilder(buildType);
      expect({ ...DEFAULT_CLAIMS, ...built }).toEqual(DEFAULT_CLAIMS);
      const isOwn = buildType.startsWith('npm') || buildType === 'github';
      expect(job_workflow_ref === DEFAULT_CLAIMS.job_workflow_ref).toBe(isOwn);
      expect(job_workflow_sha === DEFAULT_CLAIMS.sha).toBe(isOwn);
    },
  );
});

describe('oldCertificate', () => {
  test('has .1 to .6 and none of the others', () => {
    const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00Z') });
    const { verificationMaterial } = sigstore.sign(oldCertificate(DEFAULT_CLAIMS));
    const raw = Buffer.from(verificationMaterial.certificate?.rawBytes ?? '', 'base64');
    const certificate = X509Certificate.parse(raw);
    const numbers = Array.from({ length: 24 }, (_, index) => index + 1).filter((number) =>
      certificate.extension(`1.3.6.1.4.1.57264.1.${number}`),
    );
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
    expect(certificate.subjectAltName).toBe(
      `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`,
    );
  });
});

/** Every object and list below a value. */
function objectsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

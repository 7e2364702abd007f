import {
  createNpmSigner,
  createSigstore,
  DEFAULT_CLAIMS,
  type NpmRelease,
  type NpmReleaseOptions,
  type TestBundle,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseNpmAttestations } from '../../src/bundle/npm-attestations.ts';
import {
  createVerifier,
  definePolicy,
  explain,
  parseTrustedRoot,
  type Report,
} from '../../src/index.ts';
import { npmArtifact } from '../../src/npm/npm-package.ts';
import { parseRegistryKeys } from '../../src/npm/registry-keys.ts';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW });
const signer = createNpmSigner(sigstore);
const verifier = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
  policy: definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
  }),
});

function verify(
  release: NpmRelease,
  keys = signer.keys,
  document: unknown = release.attestations,
): Report {
  const npmPackage = { name: 'widgets', version: '1.2.3' };
  const found = parseNpmAttestations({ name: 'npm', content: JSON.stringify(document) });
  if (!('value' in found)) throw new Error(found.problem);
  return verifier.verify({
    bundles: found.value.others,
    artifacts: [npmArtifact(npmPackage, release.integrity)],
    release: { tag: 'v1.2.3' },
    published: {
      npmPackage,
      bundles: found.value.publish,
      keys: parseRegistryKeys(keys, 'keys.json'),
    },
    now: new Date(NOW),
  });
}

/** The failed check of the registry's attestation, and the reason of the report. */
function failure(report: Report): string {
  const failed = report.published?.[0]?.checks.find(({ status }) => status === 'fail');
  return `${'failureReason' in report ? report.failureReason : 'pass'} by ${failed?.id ?? 'nothing'}`;
}

const release = (options?: NpmReleaseOptions) => signer.release(options);

describe('a package from a registry (spec 1.9 B)', () => {
  test('passes when built as the policy says, and published as this version by the registry', () => {
    const report = verify(release());
    expect(report).toMatchObject({
      verdict: 'pass',
      published: [{ name: 'npm#1', verdict: 'pass', signedAt: '2026-01-31T12:01:00.000Z' }],
    });
    expect(report.published?.[0]?.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'bundle pass',
      'trust-profile not_applicable',
      'certificate not_applicable',
      'observed-time pass',
      'log-entry pass',
      'signature pass',
      'identity pass',
      'statement pass',
      'subject pass',
      'predicate-type pass',
    ]);
  });

  test('T10: fails when the registry has published another tarball, name or version', () => {
    const other = { digest: { sha512: '0'.repeat(128) } };
    expect(
      failure(
        verify(release({ change: ({ subject }) => void Object.assign(subject[0] ?? {}, other) })),
      ),
    ).toBe('subject_mismatch by subject');
    for (const name of ['pkg:npm/widgets@1.2.4', 'pkg:npm/gadgets@1.2.3', 'widgets', undefined]) {
      const change: NpmReleaseOptions['change'] = ({ subject }) =>
        void Object.assign(subject[0] ?? {}, { name });
      expect(failure(verify(release({ change })))).toBe('subject_mismatch by subject');
    }
    for (const predicate of [
      { name: 'widgets', version: '1.2.4' },
      { name: 'gadgets', version: '1.2.3' },
      {},
    ]) {
      const change: NpmReleaseOptions['change'] = (statement) =>
        void Object.assign(statement, { predicate });
      expect(failure(verify(release({ change })))).toBe('subject_mismatch by predicate-type');
    }
  });

  test('fails when the key was not valid at the witnessed time, which slsa-verifier never asks', () => {
    for (const validFor of [
      { start: '2020-01-01T00:00:00.000Z', end: '2026-01-31T12:00:59.999Z' },
      { start: '2026-01-31T12:01:00.001Z' },
    ]) {
      const expired = createNpmSigner(sigstore, validFor);
      expect(failure(verify(expired.release(), expired.keys))).toBe(
        'certificate_untrusted by identity',
      );
    }
    const exact = createNpmSigner(sigstore, {
      start: '2026-01-31T12:01:00.000Z',
      end: '2026-01-31T12:01:00.000Z',
    });
    expect(verify(exact.release(), exact.keys).verdict).toBe('pass');
  });

  test('T7: fails without a witnessed time, since then nobody knows whether the key was valid', () => {
    expect(failure(verify(release({ sign: { log: 'proof' } })))).toBe(
      'certificate_untrusted by identity',
    );
  });

  test('fails for a key of nobody, a stranger’s signature, no log entry', () => {
    const stranger = createNpmSigner(sigstore);
    expect(failure(verify(stranger.release()))).toBe('certificate_untrusted by trust-profile');
    const forged = stranger.release();
    const renamed = JSON.parse(
      JSON.stringify(forged.attestations).replaceAll(stranger.keyId, signer.keyId),
    );
    expect(failure(verify(forged, signer.keys, renamed))).toMatch(/by (log-entry|signature)$/);
    expect(failure(verify(release({ sign: { log: 'none' } })))).toBe(
      'log_entry_invalid by log-entry',
    );
  });

  test('fails when provenance is offered as the registry’s word', () => {
    const good = release();
    const [, provenance] = good.attestations.attestations;
    const document = {
      attestations: [
        { ...provenance, predicateType: good.attestations.attestations[0]?.predicateType },
        provenance,
      ],
    };
    expect(failure(verify(good, signer.keys, document))).toBe(
      'certificate_untrusted by trust-profile',
    );
    const change: NpmReleaseOptions['change'] = (statement) => {
      statement.predicateType = 'https://slsa.dev/provenance/v1';
    };
    expect(failure(verify(release({ change })))).toBe('predicate_mismatch by predicate-type');
  });

  test('fails as attestation_missing when the registry vouches for nothing', () => {
    const good = release();
    const document = { attestations: good.attestations.attestations.slice(1) };
    const report = verify(good, signer.keys, document);
    expect(report).toMatchObject({
      verdict: 'fail',
      failureReason: 'attestation_missing',
      published: [],
    });
  });

  test('malformed: fails as predicate_malformed, and explains where', () => {
    const good = release();
    const spoil = (bundle: TestBundle) => ({ ...bundle, mediaType: 'x' });
    const document = {
      attestations: good.attestations.attestations.map(({ predicateType, bundle }, at) => ({
        predicateType,
        bundle: at === 0 ? spoil(bundle) : bundle,
      })),
    };
    const report = verify(good, signer.keys, document);
    expect(failure(report)).toBe('predicate_malformed by bundle');
    expect(explain(report)).toContain('bundle:/mediaType');
  });

  test('provenance that fails gives the reason, however well it was published', () => {
    const report = verify(
      release({
        claims: {
          ...DEFAULT_CLAIMS,
          job_workflow_ref: 'acme/widgets/.github/workflows/x.yml@refs/tags/v1.2.3',
        },
      }),
    );
    expect(report).toMatchObject({ verdict: 'fail', failureReason: 'policy_violation' });
  });
});

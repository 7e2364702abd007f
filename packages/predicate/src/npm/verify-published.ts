import { valueAt } from '@provkit/json';
import type { Artifact } from '../artifact.ts';
import type { BundleSource } from '../bundle/bundle-source.ts';
import { NPM_PUBLISH } from '../bundle/npm-attestations.ts';
import { type ParsedBundle, parseBundles } from '../bundle/parse-bundles.ts';
import { type CheckResult, fail, pass } from '../checks/check-result.ts';
import { conclude } from '../checks/conclude.ts';
import type { AttestationReport } from '../report.ts';
import type { UsableRoot } from '../signature/usable-root.ts';
import { type VerifiedSignature, verifySignature } from '../signature/verify-signature.ts';
import { verifyStatement } from '../signature/verify-statement.ts';
import type { Statement } from '../statement/schemas.ts';
import { type NpmPackage, purlOf } from './npm-package.ts';
import type { RegistryKey } from './registry-keys.ts';

/**
 * What must hold beside the provenance of a package (spec.md 1.9 B): that its registry has published this very tarball as
 * this version. Provenance says who built a tarball; only the registry says that it is the one of that name.
 */
export interface Published {
  readonly npmPackage: NpmPackage;
  /** The registry's own attestations; one must hold. */
  readonly bundles: readonly BundleSource[];
  readonly keys: readonly RegistryKey[];
}

/**
 * Verifies the publish attestations of a package: signature by a key of the registry that was valid at every witnessed
 * time, log entry, name, version and digest. Pure.
 * @returns a report for each; empty when there is none
 */
export function verifyPublished(
  { npmPackage, bundles, keys }: Published,
  artifacts: readonly Artifact[],
  roots: readonly UsableRoot[],
): readonly AttestationReport[] {
  // registries log with the public-good instance; a root without a log would ask for no log entry (T8)
  const logged = roots.filter(({ summary }) => summary.profile === 'public-good');
  return bundles.flatMap(parseBundles).map((parsed) => {
    const { results, verified } = verifySigner(parsed, keys, logged);
    const content = verified ? checkContent(verified, npmPackage, artifacts) : [];
    return toReport(parsed.name, [...results, ...content], verified);
  });
}

/** The checks 1 to 7. A key has no name: that it is the registry's, and was so at the time, is its identity. */
function verifySigner(
  parsed: ParsedBundle,
  keys: readonly RegistryKey[],
  roots: readonly UsableRoot[],
): { readonly results: readonly CheckResult[]; readonly verified?: VerifiedSignature } {
  if ('problem' in parsed) return { results: [malformed(parsed)] };
  const { content } = parsed.bundle.verificationMaterial;
  const keyId = content.$case === 'publicKey' ? content.publicKey.hint : undefined;
  const known = keys.find((key) => key.keyId === keyId);
  const bundle = pass('bundle', { message: `Sigstore bundle, ${parsed.bundle.mediaType}` });
  if (!known) return { results: [bundle, unknownKey(keyId, keys)] };
  if (roots.length === 0) return { results: [bundle, noLog()] };
  const { results, verified } = verifySignature(parsed, { kind: 'key', key: known.key }, roots);
  if (!verified) return { results };
  const identity = checkValidity(known, verified);
  return identity.status === 'pass'
    ? { results: [...results, identity], verified }
    : { results: [...results, identity] };
}

function malformed({ problem, pointer }: Extract<ParsedBundle, { problem: string }>): CheckResult {
  const place = pointer === undefined ? {} : { pointer: `bundle:${pointer}` };
  return fail('bundle', { message: problem, ...place });
}

function unknownKey(keyId: string | undefined, keys: readonly RegistryKey[]): CheckResult {
  return fail('trust-profile', {
    message: 'it is not signed by a key of the registry that is known',
    expected:
      keys.map((key) => key.keyId).join(' or ') ||
      'none: the registry’s keys hold none for attestations',
    actual: keyId ?? 'a certificate',
    pointer: 'bundle:/verificationMaterial',
    hint: 'The registry may have a new key: get its keys anew, with --trust refresh.',
  });
}

function noLog(): CheckResult {
  const message = 'no public-good root is given, whose log a registry’s attestation is in';
  return fail('trust-profile', { message });
}

/** Every witnessed time must lie in the key's validity, and there must be one (slsa-verifier does not ask). */
function checkValidity(
  { keyId, validFrom, validUntil }: RegistryKey,
  { times }: VerifiedSignature,
): CheckResult {
  const finding = {
    expected: `signed between ${validFrom.toISOString()} and ${validUntil?.toISOString() ?? 'now'}`,
    actual: times.map(({ time }) => time.toISOString()).join(', ') || 'no witnessed time',
  };
  const isValid = times.every(
    ({ time }) => validFrom <= time && (validUntil === undefined || time <= validUntil),
  );
  return times.length > 0 && isValid
    ? pass('identity', { message: `signed by the registry’s key ${keyId}`, ...finding })
    : fail(
        'identity',
        { message: `the registry’s key ${keyId} was not valid then`, ...finding },
        'certificate_untrusted',
      );
}

/** The checks 8 to 10: the registry says so of this tarball, under this name and version. */
function checkContent(
  verified: VerifiedSignature,
  npmPackage: NpmPackage,
  artifacts: readonly Artifact[],
): readonly CheckResult[] {
  const named = artifacts.map((artifact) => ({ ...artifact, subjectName: purlOf(npmPackage) }));
  const { results, verified: statement } = verifyStatement(verified, named, {
    isPredicateRead: false,
  });
  return statement ? [...results, checkPredicate(statement.statement, npmPackage)] : results;
}

function checkPredicate(
  { predicateType, predicate }: Statement,
  { name, version }: NpmPackage,
): CheckResult {
  if (predicateType !== NPM_PUBLISH) {
    const message = 'it is no publish attestation';
    const pointer = '/predicateType';
    return fail('predicate-type', {
      message,
      expected: NPM_PUBLISH,
      actual: predicateType,
      pointer,
    });
  }
  const expected = `${name}@${version}`;
  const actual = `${String(valueAt(predicate, '/name'))}@${String(valueAt(predicate, '/version'))}`;
  const finding = { expected, actual, pointer: '/predicate' };
  return actual === expected
    ? pass('predicate-type', { message: `published as ${expected}`, ...finding })
    : fail(
        'predicate-type',
        { message: 'published as another package or version', ...finding },
        'subject_mismatch',
      );
}

function toReport(
  name: string,
  results: readonly CheckResult[],
  verified?: VerifiedSignature,
): AttestationReport {
  const [earliest] = (verified?.times ?? []).map(({ time }) => time.toISOString()).toSorted();
  return {
    name,
    ...conclude(results, 'predicate-type'),
    ...(verified && { trust: verified.root }),
    ...(earliest !== undefined && { signedAt: earliest }),
  };
}

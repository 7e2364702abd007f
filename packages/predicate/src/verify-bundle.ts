import { type Artifact, assertArtifact, digestsOf } from './artifact.ts';
import type { BundleSource } from './bundle/bundle-source.ts';
import { parseBundles } from './bundle/parse-bundles.ts';
import type { Claims } from './certificate/claims.ts';
import { type CheckResult, fail, notApplicable, pass } from './checks/check-result.ts';
import { type Conclusion, conclude } from './checks/conclude.ts';
import { checkSigner, type ExpectedSigner } from './signature/check-signer.ts';
import { readPublicKey } from './signature/read-public-key.ts';
import { type UsableRoot, usableRoots } from './signature/usable-root.ts';
import {
  type Signatory,
  type VerifiedSignature,
  verifySignature,
} from './signature/verify-signature.ts';
import { verifyStatement } from './signature/verify-statement.ts';
import type { Statement } from './statement/schemas.ts';
import { PROFILES, type TrustProfile } from './trust/profiles.ts';
import type { Trust } from './trust/trust.ts';

/** One question to `verifyBundle`. */
export interface VerifyBundleInput {
  /** Exactly one bundle; it may hold an envelope or a message signature. */
  readonly bundle: BundleSource;
  readonly artifact: Artifact;
  /** The artifact's bytes; for a message signature by Ed25519 they are needed, for others a digest will do. */
  readonly bytes?: Uint8Array;
  readonly trust: Trust;
  readonly signer: ExpectedSigner;
}

/** Whether the bundle is sound, by the expected signer, and about the artifact: the checks 1 to 9. Plain JSON. */
export interface BundleReport extends Conclusion {
  readonly signer?: Claims;
  /** Only on `pass`, and only of an envelope. What the predicate says was not judged. */
  readonly statement?: Statement;
}

/**
 * Verifies signature, identity and digest of one Sigstore bundle, whatever its predicate: for those who judge
 * predicates themselves. Every profile of the given roots is accepted. Synchronous and pure.
 * @throws PredicateError TRUST_ROOT_INVALID, ARTIFACT_INVALID; KEY_INVALID: the key is no SPKI in PEM
 */
export function verifyBundle(input: VerifyBundleInput): BundleReport {
  const { bundle, artifact, bytes, trust, signer } = input;
  assertArtifact(artifact);
  const roots = usableRoots(trust);
  const [parsed, ...others] = parseBundles(bundle);
  if (!parsed || others.length > 0) {
    const message = `${others.length + 1} bundles where one is asked for`;
    return toReport([fail('bundle', { message })]);
  }
  const signed = bytes === undefined ? undefined : Buffer.from(bytes);
  const { results, verified } = verifySignature(parsed, signatory(signer, roots), roots, signed);
  if (!verified) return toReport(results);
  const identity = checkSigner(verified.claims, signer);
  if (identity.status === 'fail') return toReport([...results, identity], verified.claims);
  const content = checkContent(verified, artifact);
  return toReport([...results, identity, ...content.results], verified.claims, content.statement);
}

function signatory(signer: ExpectedSigner, roots: readonly UsableRoot[]): Signatory {
  if ('key' in signer) return { kind: 'key', key: readPublicKey(signer.key) };
  const profiles = Object.keys(PROFILES) as TrustProfile[]; // Object.keys widens to string
  const given = profiles.filter((profile) =>
    roots.some(({ summary }) => summary.profile === profile),
  );
  return { kind: 'certificate', profiles: given };
}

function checkContent(
  verified: VerifiedSignature,
  artifact: Artifact,
): { results: readonly CheckResult[]; statement?: Statement } {
  if (verified.content.kind === 'envelope') {
    const { results, verified: statement } = verifyStatement(verified, [artifact], {
      isPredicateRead: false,
    });
    return statement ? { results, statement: statement.statement } : { results };
  }
  const digest = Buffer.from(verified.content.digest).toString('hex');
  const isSigned = digestsOf(artifact).some(([, candidate]) => candidate === digest);
  const finding = {
    expected: digestsOf(artifact)
      .map(([algorithm, hex]) => `${algorithm}:${hex}`)
      .join(', '),
    actual: digest,
    pointer: 'bundle:/messageSignature/messageDigest/digest',
  };
  const subject = isSigned
    ? pass('subject', { message: 'the signature is over this file', ...finding })
    : fail('subject', { message: 'the signature is over another file', ...finding });
  return {
    results: [notApplicable('statement', 'a signature over a file, without a statement'), subject],
  };
}

function toReport(
  results: readonly CheckResult[],
  signer?: Claims,
  statement?: Statement,
): BundleReport {
  const conclusion = conclude(results, 'subject');
  return {
    ...conclusion,
    ...(signer && { signer }),
    ...(conclusion.verdict === 'pass' && statement && { statement }),
  };
}

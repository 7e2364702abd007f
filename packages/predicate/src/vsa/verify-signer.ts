import type { BundleSource } from '../bundle/bundle-source.ts';
import {
  type EnvelopeOrBundle,
  parseEnvelopeOrBundle,
} from '../bundle/parse-envelope-or-bundle.ts';
import { envelopeInBundle } from '../bundle/signed-envelope.ts';
import { fail } from '../checks/check-result.ts';
import { PredicateError } from '../predicate-error.ts';
import { type ManagedKey, readManagedKey } from '../signature/managed-key.ts';
import type { SignedOutcome } from '../signature/signed-payload.ts';
import { usableRoots } from '../signature/usable-root.ts';
import {
  type CertifiedSigner,
  verifyCertifiedEnvelope,
} from '../signature/verify-certified-envelope.ts';
import { verifyEnvelope } from '../signature/verify-envelope.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import type { Trust } from '../trust/trust.ts';

/** Who must have signed a summary: the owner of one key, or the holder of a certificate of Sigstore. */
export type VsaSigner =
  | {
      /** SPKI in PEM: ECDSA on P-256, P-384 or P-521, Ed25519, or RSA of at least 2048 bits. */
      readonly key: string;
      /**
       * The one name by which envelopes may call the key. Unless stated, the names that follow from the key itself: its
       * fingerprint as `ssh-keygen -l` prints it, and Sigstore's hint, the base64 of the SHA-256 of its SPKI in DER. A
       * signature that names no key is tried whatever is stated.
       */
      readonly keyId?: string;
    }
  | {
      /** Subject alternative name, byte for byte: a workflow's URL or an e-mail address. */
      readonly san: string;
      /** Issuer of the signer's token, byte for byte. */
      readonly issuer: string;
      readonly trust: Trust;
      /** Accepted instances of Sigstore; `['public-good']` unless stated (T8). */
      readonly profiles?: readonly TrustProfile[];
    };

/** Verifies what a summary came in against its signer, once read. */
export type VerifySigner = (source: BundleSource) => SignedOutcome;

/**
 * Reads the signer's key or roots once.
 * @throws PredicateError KEY_INVALID; TRUST_ROOT_INVALID: also when no root of an accepted profile is given; VSA_INVALID:
 *   neither a key nor both name and issuer
 */
export function signerVerifier(signer: VsaSigner): VerifySigner {
  if ('key' in signer) {
    const key = readManagedKey(signer.key, signer.keyId);
    return (source) => byKey(parseEnvelopeOrBundle(source), key);
  }
  const { san, issuer, trust, profiles = ['public-good'] } = signer;
  if (!san || !issuer) {
    throw new PredicateError('VSA_INVALID', 'a signer is a key, or both san and issuer');
  }
  const roots = usableRoots(trust);
  if (!roots.some(({ summary }) => profiles.includes(summary.profile))) {
    const message = `no trusted root of the profile ${profiles.join(' or ')} is given`;
    throw new PredicateError('TRUST_ROOT_INVALID', message);
  }
  return (source) =>
    byCertificate(source.name, parseEnvelopeOrBundle(source), { san, issuer, profiles, roots });
}

function byKey(evidence: EnvelopeOrBundle, key: ManagedKey): SignedOutcome {
  if (evidence.kind === 'malformed') return malformed(evidence);
  if (evidence.kind === 'envelope') return verifyEnvelope(evidence.envelope, key);
  const { bundle } = evidence;
  if (bundle.verificationMaterial.content.$case !== 'publicKey') {
    const message = 'the bundle is signed with a certificate, and a key is given';
    const pointer = 'bundle:/verificationMaterial';
    return { results: [fail('bundle', { message, pointer }, 'certificate_untrusted')] };
  }
  const read = envelopeInBundle(bundle);
  return 'problem' in read ? malformed(read) : verifyEnvelope(read.envelope, key);
}

function byCertificate(
  name: string,
  evidence: EnvelopeOrBundle,
  signer: CertifiedSigner,
): SignedOutcome {
  if (evidence.kind === 'malformed') return malformed(evidence);
  if (evidence.kind === 'envelope') {
    const message = 'the envelope has no certificate, and the holder of one must have signed';
    const hint =
      'Give the Sigstore bundle that the envelope was published in, or the key that signed it.';
    return {
      results: [fail('bundle', { message, pointer: 'bundle:', hint }, 'certificate_untrusted')],
    };
  }
  return verifyCertifiedEnvelope({ name, bundle: evidence.bundle }, signer);
}

function malformed({ problem, pointer }: { problem: string; pointer?: string }): SignedOutcome {
  const place = pointer === undefined ? {} : { pointer: `bundle:${pointer}` };
  return { results: [fail('bundle', { message: problem, ...place })] };
}

import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type RootJson,
  type SignOptions,
  type Sigstore,
  type TestBundle,
} from '@provkit/testkit';
import {
  type Artifact,
  type BundleReport,
  type CheckId,
  type ExpectedSigner,
  parseTrustedRoot,
  verifyBundle,
} from '../../src/index.ts';

/** When certificates begin. */
export const NOW = Date.parse('2026-01-31T12:00:00.000Z');
/** When signatures are witnessed: a minute later. */
export const LOGGED = new Date(NOW + 60_000);
/** The instance that is trusted. */
export const sigstore = createSigstore({ now: () => NOW });
/** An instance that nobody trusts. */
export const stranger = createSigstore({ now: () => NOW, name: 'stranger.example' });

export const SAN = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;

/** One attack, or none: what is signed, what becomes of the bundle, and what the verifier knows. */
export interface Question {
  readonly options?: SignOptions;
  /** Spoils the signed bundle. */
  readonly change?: (bundle: TestBundle) => void;
  /** Spoils the trusted root. */
  readonly root?: (root: RootJson) => void;
  readonly signer?: ExpectedSigner;
  readonly artifact?: Artifact;
  /** The file, where its bytes are at hand. */
  readonly bytes?: Uint8Array;
}

/** The report on a bundle that is sound but for the attack. */
export function ask(question: Question = {}): BundleReport {
  const { options = {}, change, root, bytes } = question;
  const bundle = sigstore.sign(options);
  change?.(bundle);
  const trustedRoot = JSON.parse(sigstore.trustedRoot) as RootJson;
  root?.(trustedRoot);
  return verifyBundle({
    bundle: { name: 'b', content: JSON.stringify(bundle) },
    artifact: question.artifact ?? artifactOf(ARTIFACT.bytes),
    trust: parseTrustedRoot(JSON.stringify(trustedRoot), 'root'),
    signer: question.signer ?? { san: SAN, issuer: GITHUB_ISSUER },
    ...(bytes && { bytes }),
  });
}

/** `pass`, or the first failed check and its message. */
export function verdict(question: Question = {}): string {
  return verdictOf(ask(question));
}

export function verdictOf({ checks, verdict: whole }: BundleReport): string {
  const failed = checks.find(({ status }) => status === 'fail');
  return failed ? `${failed.id}: ${failed.message}` : whole;
}

/** A verdict that fails in this check for this cause. */
export const fails = (id: CheckId, cause: string) => new RegExp(`^${id}: .*${cause}`);

export function artifactOf(bytes: Uint8Array): Artifact {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  return {
    name: 'a',
    sha256: digest('sha256'),
    sha384: digest('sha384'),
    sha512: digest('sha512'),
  };
}

export function signatureOf({ dsseEnvelope, messageSignature }: TestBundle): Buffer {
  const base64 = dsseEnvelope?.signatures[0]?.sig ?? messageSignature?.signature ?? '';
  return Buffer.from(base64, 'base64');
}

/** Puts timestamps into a bundle, each made by somebody over its signature. */
export function stamp(bundle: TestBundle, ...makers: ((signature: Buffer) => Buffer)[]): void {
  const rfc3161Timestamps = makers.map((make) => ({
    signedTimestamp: make(signatureOf(bundle)).toString('base64'),
  }));
  Object.assign(bundle.verificationMaterial, { timestampVerificationData: { rfc3161Timestamps } });
}

/** The same, as the change of a question. */
export const stamped =
  (...makers: ((signature: Buffer) => Buffer)[]) =>
  (bundle: TestBundle): void => {
    stamp(bundle, ...makers);
  };

/** A timestamp by an instance's authority. */
export const by =
  ({ tsa }: Pick<Sigstore, 'tsa'>, time = LOGGED) =>
  (signature: Buffer): Buffer =>
    tsa.timestamp(signature, time);

/** The bundle's log entry. */
export function entryOf(bundle: TestBundle): TestBundle['verificationMaterial']['tlogEntries'][0] {
  const [entry] = bundle.verificationMaterial.tlogEntries;
  if (!entry) throw new Error('the bundle has no log entry');
  return entry;
}

/** The parts of the entry's proof, open to be spoiled. */
export function proofOf(bundle: TestBundle): Record<string, unknown> {
  const { inclusionProof } = entryOf(bundle);
  if (!inclusionProof) throw new Error('the log entry has no proof');
  return inclusionProof as unknown as Record<string, unknown>; // typed as sent, to be spoiled as wished
}

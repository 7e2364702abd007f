import {
  type BundleReport,
  isPredicateError,
  parseTrustedRoot,
  type VerifyBundleInput,
  verifyBundle,
} from '@provkit/predicate';
import { generateKeyPair, pem, type Sigstore, statementFor } from '@provkit/testkit';
import { type Json, mutate } from './fuzz-mutations.ts';
import type { Random } from './fuzz-random.ts';
import { OWN_ARTIFACT, type Sample } from './fuzz-samples.ts';

/** What came of one mutation. */
export interface Outcome {
  readonly kind: BundleReport['verdict'] | 'refused';
  /** Why the verifier has not kept its word; absent when it has. */
  readonly problem?: string;
}

/** One mutation, not yet tried. */
export interface Attempt {
  readonly description: string;
  /** What is put to the verifier. */
  readonly text: string;
  /** @throws whatever the verifier throws that is no error of its own */
  readonly run: () => Outcome;
}

/** Something that an attacker writes, or that somebody else keeps for us. */
export interface Target {
  readonly name: string;
  readonly attempt: (random: Random) => Attempt;
}

/** Bundles: whatever they hold, a pass proves what the unmutated bundle proves. */
export function bundles(samples: readonly Sample[]): Target {
  return {
    name: 'bundles',
    attempt: (random) => {
      const sample = random.pick(samples);
      const { text, description } = mutate(sample.bundle, random);
      const input = { ...sample.input, bundle: { name: sample.name, content: text } };
      const run = () =>
        outcome(
          () => input,
          (report) => isSame(sample, report),
        );
      return { description: `${sample.name}, ${description}`, text, run };
    },
  };
}

/** Trusted roots: one that is damaged is refused, or leaves a bundle unverified, or leaves it what it was. */
export function roots(samples: readonly Sample[]): Target {
  return {
    name: 'roots',
    attempt: (random) => {
      const sample = random.pick(samples);
      const { text, description } = mutate(sample.root, random);
      const ask = () => ({ ...sample.input, trust: parseTrustedRoot(text, 'mutated') });
      const run = () => outcome(ask, (report) => isSame(sample, report));
      return { description: `root of ${sample.name}, ${description}`, text, run };
    },
  };
}

/** Envelopes, signed after the mutation: only a statement about the artifact passes, and is what was signed. */
export function envelopes(sigstore: Sigstore): Target {
  const key = generateKeyPair();
  // without logs a signature costs no walk over all that was logged before
  const trustedRoot = { ...(JSON.parse(sigstore.trustedRoot) as object), tlogs: [], ctlogs: [] };
  const trust = parseTrustedRoot(JSON.stringify(trustedRoot), 'without logs');
  const signer = { key: pem('PUBLIC KEY', key.spki) };
  const statement = statementFor() as unknown as Json; // an interface has no index signature
  return {
    name: 'envelopes',
    attempt: (random) => {
      const { text, description } = mutate(statement, random);
      const bundle = sigstore.sign({ key, payload: text || ' ', log: 'none', timestamp: true });
      const content = JSON.stringify(bundle);
      const input = { bundle: { name: 'b', content }, artifact: OWN_ARTIFACT, trust, signer };
      const run = () =>
        outcome(
          () => input,
          (report) => isAboutArtifact(text, report),
        );
      return { description: `statement, ${description}`, text, run };
    },
  };
}

function outcome(ask: () => VerifyBundleInput, isTrue: (report: BundleReport) => boolean): Outcome {
  try {
    const report = verifyBundle(ask());
    const { verdict: kind } = report;
    return kind !== 'pass' || isTrue(report)
      ? { kind }
      : { kind, problem: 'passes, and proves something else' };
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    return { kind: 'refused' };
  }
}

function isSame({ proven, expected }: Sample, report: BundleReport): boolean {
  return proven(report) === expected;
}

/** By a reader of its own: the text as JavaScript reads it, and every digest that it states. */
function isAboutArtifact(text: string, { statement }: BundleReport): boolean {
  const read = JSON.parse(text) as { subject: { digest?: Record<string, string> }[] };
  const isArtifact = ({ sha256, sha384, sha512 }: Record<string, string> = {}) =>
    sha256 === OWN_ARTIFACT.sha256 && sha384 === undefined && sha512 === undefined;
  return (
    JSON.stringify(statement) === JSON.stringify(read) &&
    read.subject.some(({ digest }) => isArtifact(digest))
  );
}

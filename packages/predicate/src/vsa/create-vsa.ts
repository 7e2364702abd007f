import { PredicateError } from '../predicate-error.ts';
import { VSA_V1 } from '../statement/predicate-types.ts';
import type { ResourceDescriptor, Statement, VerificationSummaryV1 } from '../statement/schemas.ts';
import { assertVsaSubject, digestsOfSubject, type VsaSubject } from './expected-subject.ts';
import { readLevel, readLevels } from './level.ts';

/** A decision to state in a summary. */
export interface VsaOptions {
  /** What was verified; at least one. `name` and `sourceRef` are stated with the digests. */
  readonly subjects: readonly VsaSubject[];
  readonly verifier: { readonly id: string; readonly version?: Readonly<Record<string, string>> };
  readonly timeVerified: Date;
  /** The URI that consumers fetch the artifact from. */
  readonly resourceUri: string;
  readonly policy: { readonly uri: string; readonly digest?: Readonly<Record<string, string>> };
  /** Every attestation that was used, each with its digest; leave it out rather than state some. */
  readonly inputAttestations?: readonly ResourceDescriptor[];
  /** The highest level of each track and what else was verified; `'FAILED'`: the policy was not satisfied. */
  readonly verifiedLevels: readonly string[] | 'FAILED';
  /** How many transitive dependencies are at each level; `{}`: there are none; left out: no claim. */
  readonly dependencyLevels?: Readonly<Record<string, number>>;
}

/** What the summaries follow. */
const SLSA_VERSION = '1.2';

/**
 * The in-toto statement of a decision, to be signed: a verification summary of SLSA 1.2. Pure.
 * @throws PredicateError VSA_INVALID: a level that has no one meaning, an attestation without a digest, or something
 *   empty; ARTIFACT_INVALID: a subject without a usable digest
 */
export function createVsa(options: VsaOptions): Statement {
  assertOptions(options);
  const { subjects, verifier, timeVerified, resourceUri, policy } = options;
  const { inputAttestations, verifiedLevels, dependencyLevels } = options;
  const isFailed = verifiedLevels === 'FAILED';
  const predicate: VerificationSummaryV1 = {
    verifier: { ...verifier },
    timeVerified: timeVerified.toISOString(),
    resourceUri,
    policy: { ...policy },
    ...(inputAttestations && { inputAttestations: [...inputAttestations] }),
    verificationResult: isFailed ? 'FAILED' : 'PASSED',
    verifiedLevels: isFailed ? ['FAILED'] : [...verifiedLevels],
    ...(dependencyLevels && { dependencyLevels: { ...dependencyLevels } }),
    slsaVersion: SLSA_VERSION,
  };
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: subjects.map(toSubject),
    predicateType: VSA_V1,
    predicate,
  };
}

function toSubject(subject: VsaSubject): Statement['subject'][number] {
  const name = ('subjectName' in subject ? subject.subjectName : undefined) ?? subject.name;
  const ref = 'sourceRef' in subject ? subject.sourceRef : undefined;
  return {
    name,
    digest: Object.fromEntries(digestsOfSubject(subject)),
    ...(ref !== undefined && { annotations: { sourceRefs: [ref] } }),
  };
}

function assertOptions(options: VsaOptions): void {
  const { subjects, verifier, resourceUri, policy, verifiedLevels } = options;
  const { inputAttestations = [], dependencyLevels = {}, timeVerified } = options;
  if (subjects.length === 0) refuse('no subject');
  subjects.forEach(assertVsaSubject);
  if (!verifier.id || !resourceUri || !policy.uri) refuse('an empty verifier, resource or policy');
  if (Number.isNaN(timeVerified.getTime())) refuse('no time of verification');
  if (inputAttestations.some(({ digest }) => Object.keys(digest ?? {}).length === 0)) {
    refuse('an input attestation without a digest');
  }
  const read = verifiedLevels === 'FAILED' ? undefined : readLevels(verifiedLevels);
  if (read && 'problem' in read) refuse(`verifiedLevels/${read.index}: ${read.problem}`);
  for (const [name, count] of Object.entries(dependencyLevels)) {
    const level = readLevel(name);
    if (level.kind === 'malformed') refuse(`dependencyLevels: ${level.problem}`);
    if (!Number.isSafeInteger(count) || count < 0) refuse(`${count} dependencies at ${name}`);
  }
}

function refuse(message: string): never {
  throw new PredicateError('VSA_INVALID', `This cannot be stated in a summary: ${message}.`);
}

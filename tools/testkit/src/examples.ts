import { claimsForRef, DEFAULT_CLAIMS } from './github-claims.ts';
import { createSigstore, type SignOptions, type Sigstore } from './sigstore.ts';
import { ARTIFACT, statementFor, type TestStatement } from './statement-for.ts';
import type { TestBundle } from './test-bundle.ts';

/** A release that must not be accepted, and why. */
export interface BadRelease {
  readonly name: string;
  /** The clause or attack that it stands for. */
  readonly rule: string;
  /** The failure reason that it must get. */
  readonly reason: string;
  /** Signs it; the artifact is `ARTIFACT` unless another is returned. */
  readonly make: (sigstore: Sigstore) => {
    readonly bundle: TestBundle;
    readonly artifact?: Uint8Array;
  };
}

const FORK = {
  ...DEFAULT_CLAIMS,
  repository: 'evil/widgets',
  repository_id: '666',
  repository_owner: 'evil',
  repository_owner_id: '667',
  workflow_ref: 'evil/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
  job_workflow_ref: 'evil/widgets/.github/workflows/release.yml@refs/tags/v1.2.3',
};

/** Every kind of bad release, each otherwise as good as the default one. */
export const BAD_RELEASES: readonly BadRelease[] = [
  {
    name: 'another artifact',
    rule: 'S1.2b, T10',
    reason: 'subject_mismatch',
    make: (sigstore) => ({ bundle: sigstore.sign(), artifact: Buffer.from('something else\n') }),
  },
  bad('a wrong digest in the statement', 'S1.2b', 'subject_mismatch', (statement) => {
    statement.subject = [{ name: ARTIFACT.name, digest: { sha256: '0'.repeat(64) } }];
  }),
  signed('another workflow', 'T9', 'policy_violation', () => {
    const claims = {
      ...DEFAULT_CLAIMS,
      job_workflow_ref: 'acme/widgets/.github/workflows/other.yml@refs/tags/v1.2.3',
    };
    return { claims, statement: statementFor({ claims }) };
  }),
  signed('a fork', 'T9, T10', 'policy_violation', () => ({
    claims: FORK,
    statement: statementFor({ claims: FORK }),
  })),
  signed('a fork with our statement', 'T9', 'policy_violation', () => ({ claims: FORK })),
  signed('a branch build', 'S1.2a', 'release_mismatch', () => {
    const claims = claimsForRef('refs/heads/main');
    return { claims, statement: statementFor({ claims }) };
  }),
  signed('another tag', 'S1.2a', 'release_mismatch', () => {
    const claims = claimsForRef('refs/tags/v1.2.4');
    return { claims, statement: statementFor({ claims }) };
  }),
  signed('another issuer', 'S1.3', 'policy_violation', () => ({
    issuer: 'https://accounts.example.com',
  })),
  signed('a person', 'S1.3', 'policy_violation', () => ({
    san: 'mallory@example.com',
    extensions: { 9: undefined },
  })),
  bad('another builder', 'S1.2c', 'builder_mismatch', ({ predicate }) => {
    predicate.runDetails.builder.id = 'https://example.com/builder';
  }),
  bad('another commit in the materials', 'S1.2b', 'material_mismatch', ({ predicate }) => {
    predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit = 'd'.repeat(40);
  }),
  bad('another repository in the materials', 'S1.2b', 'source_mismatch', ({ predicate }) => {
    predicate.buildDefinition.resolvedDependencies[0].uri =
      'git+https://github.com/evil/widgets@refs/tags/v1.2.3';
  }),
  bad('another run', 'spec 1.3 #16', 'run_mismatch', ({ predicate }) => {
    predicate.runDetails.metadata.invocationId =
      'https://github.com/acme/widgets/actions/runs/43/attempts/1';
  }),
  bad('another predicate type', 'S1.2a', 'predicate_mismatch', (statement) => {
    statement.predicateType = 'https://spdx.dev/Document/v2.3';
  }),
  bad('a draft of the predicate type', 'S1.2a', 'predicate_mismatch', (statement) => {
    statement.predicateType = 'https://slsa.dev/provenance/v1.0';
  }),
  signed('SLSA provenance v0.2', 'S1.2a', 'predicate_mismatch', () => ({
    statement: statementFor({
      buildType: 'npm-v0.2',
      change: (statement) => {
        statement.subject = statementFor().subject;
      },
    }),
  })),
  bad('an unknown build type', 'spec 1.9', 'policy_violation', ({ predicate }) => {
    predicate.buildDefinition.buildType = 'https://example.com/build/v1';
  }),
  bad('a predicate without builder', 'spec 1.3 #8', 'predicate_malformed', ({ predicate }) => {
    Reflect.deleteProperty(predicate.runDetails, 'builder');
  }),
  signed('a payload that is no JSON', 'spec 1.3 #8', 'predicate_malformed', () => ({
    payload: '{',
  })),
  signed('a key that stands twice', 'T15', 'predicate_malformed', () => ({
    payload: JSON.stringify(statementFor()).replace(
      '"predicateType"',
      '"predicateType":"x","predicateType"',
    ),
  })),
  signed('an envelope of another type', 'spec 1.3 #6', 'signature_invalid', () => ({
    payloadType: 'application/json',
  })),
  spoiled('a changed payload', 'S1.3', 'log_entry_invalid', ({ dsseEnvelope }) => {
    const payload = Buffer.from(dsseEnvelope?.payload ?? '', 'base64').toString();
    const changed = Buffer.from(payload.replace('v1.2.3', 'v1.2.4')).toString('base64');
    Object.assign(dsseEnvelope ?? {}, { payload: changed });
  }),
  signed('an expired certificate', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    loggedAfterMs: 11 * 60_000,
  })),
  signed('a signature from before the certificate', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    loggedAfterMs: -1000,
  })),
  signed('no log entry', 'spec 1.3 #5', 'log_entry_invalid', () => ({
    log: 'none',
    timestamp: true,
  })),
  signed('neither log entry nor timestamp', 'spec 1.3 #4', 'timestamp_invalid', () => ({
    log: 'none',
  })),
  signed('a proof without a promise or timestamp', 'T7', 'timestamp_invalid', () => ({
    log: 'proof',
  })),
  spoiled('a time without a promise', 'T7', 'timestamp_invalid', ({ verificationMaterial }) => {
    delete verificationMaterial.tlogEntries[0]?.inclusionPromise;
  }),
  spoiled('a changed time', 'T7', 'timestamp_invalid', ({ verificationMaterial }) => {
    const [entry] = verificationMaterial.tlogEntries;
    Object.assign(entry ?? {}, { integratedTime: String(Number(entry?.integratedTime) + 1) });
  }),
  signed('no certificate transparency', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    scts: 'none',
  })),
  signed('an unknown certificate transparency log', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    scts: 'unknown-log',
  })),
  signed('a certificate that may issue others', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    isLeafCa: true,
  })),
  signed('a certificate for something else', 'spec 1.3 #3', 'certificate_untrusted', () => ({
    usage: '1.3.6.1.5.5.7.3.1',
  })),
  {
    name: 'another root',
    rule: 'spec 1.3 #2, T11',
    reason: 'certificate_untrusted',
    make: () => ({ bundle: createSigstore({ now: Date.now }).sign() }),
  },
];

function signed(
  name: string,
  rule: string,
  reason: string,
  options: () => SignOptions,
): BadRelease {
  return { name, rule, reason, make: (sigstore) => ({ bundle: sigstore.sign(options()) }) };
}

function bad(
  name: string,
  rule: string,
  reason: string,
  change: (statement: TestStatement) => void,
): BadRelease {
  return signed(name, rule, reason, () => ({ statement: statementFor({ change }) }));
}

function spoiled(
  name: string,
  rule: string,
  reason: string,
  spoil: (bundle: TestBundle) => void,
): BadRelease {
  return {
    name,
    rule,
    reason,
    make: (sigstore) => {
      const bundle = sigstore.sign();
      spoil(bundle);
      return { bundle };
    },
  };
}

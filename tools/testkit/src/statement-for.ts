import { createHash } from 'node:crypto';
import { DEFAULT_CLAIMS, GITHUB_SERVER, type GithubClaims } from './github-claims.ts';

/** An in-toto statement, loosely typed so that tests can spoil it. */
export interface TestStatement {
  _type: string;
  subject: { name?: string; digest?: Record<string, string> }[];
  predicateType: string;
  predicate: TestPredicate;
}

/** The parts of a predicate that tests spoil; SLSA v0.2 has others, which are reached by name. */
export interface TestPredicate {
  [member: string]: unknown;
  buildDefinition: {
    buildType: string;
    externalParameters: Record<string, unknown>;
    internalParameters: Record<string, unknown>;
    resolvedDependencies: [
      { uri: string; digest: Record<string, string> },
      ...{ uri: string; digest: Record<string, string> }[],
    ];
  };
  runDetails: { builder: { id: string }; metadata: { invocationId: string } };
}

/** Which statement. */
export interface StatementOptions {
  /**
   * `github`: GitHub artifact attestations; `npm`: npm CLI, SLSA v1; `npm-v0.2`: npm CLI, SLSA v0.2; `generic-v0.2`:
   * slsa-github-generator (spec.md 1.9 A, B, C, D).
   */
  readonly buildType?: 'github' | 'npm' | 'npm-v0.2' | 'generic-v0.2';
  /** The released file; `widgets-1.2.3.tgz` unless stated. */
  readonly artifact?: { readonly name: string; readonly bytes: Uint8Array };
  readonly claims?: GithubClaims;
  /** Spoils the finished statement. */
  readonly change?: (statement: TestStatement) => void;
}

/** The released file of the default statement. */
export const ARTIFACT = {
  name: 'widgets-1.2.3.tgz',
  bytes: Buffer.from('the bytes of widgets 1.2.3\n'),
} as const;

/** The provenance that a builder would write for these claims: consistent, unless `change` spoils it. */
export function statementFor(options: StatementOptions = {}): TestStatement {
  const { buildType = 'github', artifact = ARTIFACT, claims = DEFAULT_CLAIMS, change } = options;
  const isNpm = buildType.startsWith('npm');
  const statement: TestStatement = {
    _type: buildType.endsWith('v0.2')
      ? 'https://in-toto.io/Statement/v0.1'
      : 'https://in-toto.io/Statement/v1',
    subject: [
      isNpm
        ? { name: 'pkg:npm/widgets@1.2.3', digest: { sha512: hash('sha512', artifact.bytes) } }
        : { name: artifact.name, digest: { sha256: hash('sha256', artifact.bytes) } },
    ],
    ...(buildType.endsWith('v0.2') ? provenanceV02(claims, isNpm) : provenanceV1(claims, isNpm)),
  };
  change?.(statement);
  return statement;
}

function provenanceV1(
  claims: GithubClaims,
  isNpm: boolean,
): Pick<TestStatement, 'predicateType' | 'predicate'> {
  const repository = `${GITHUB_SERVER}/${claims.repository}`;
  const path = (claims.workflow_ref.split('@')[0] ?? '').slice(claims.repository.length + 1);
  const runner = isNpm ? {} : { runner_environment: claims.runner_environment };
  return {
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: isNpm
          ? 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1'
          : 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: { workflow: { ref: claims.ref, repository, path } },
        internalParameters: {
          github: {
            event_name: claims.event_name,
            repository_id: claims.repository_id,
            repository_owner_id: claims.repository_owner_id,
            ...runner,
          },
        },
        resolvedDependencies: [
          { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
        ],
      },
      runDetails: {
        builder: {
          id: isNpm
            ? `https://github.com/actions/runner/${claims.runner_environment}`
            : `${GITHUB_SERVER}/${claims.job_workflow_ref}`,
        },
        metadata: {
          invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
        },
      },
    },
  };
}

function provenanceV02(
  claims: GithubClaims,
  isNpm: boolean,
): Pick<TestStatement, 'predicateType' | 'predicate'> {
  const uri = `git+${GITHUB_SERVER}/${claims.repository}@${claims.ref}`;
  const digest = { sha1: claims.sha };
  const path = (claims.workflow_ref.split('@')[0] ?? '').slice(claims.repository.length + 1);
  const environment = {
    EVENT_NAME: claims.event_name,
    REF: claims.ref,
    REPOSITORY: claims.repository,
    REPOSITORY_ID: claims.repository_id,
    REPOSITORY_OWNER_ID: claims.repository_owner_id,
    RUN_ATTEMPT: claims.run_attempt,
    RUN_ID: claims.run_id,
    [isNpm ? 'SHA' : 'SHA1']: claims.sha,
  };
  const name = (key: string) => (isNpm ? `GITHUB_${key}` : `github_${key.toLowerCase()}`);
  return {
    predicateType: 'https://slsa.dev/provenance/v0.2',
    predicate: {
      builder: {
        id: isNpm
          ? `https://github.com/actions/runner/${claims.runner_environment}`
          : `${GITHUB_SERVER}/${claims.job_workflow_ref}`,
      },
      buildType: isNpm
        ? 'https://github.com/npm/cli/gha/v2'
        : 'https://github.com/slsa-framework/slsa-github-generator/generic@v1',
      invocation: {
        configSource: { uri, digest, entryPoint: path },
        parameters: {},
        environment: Object.fromEntries(
          Object.entries(environment).map(([key, value]) => [name(key), value]),
        ),
      },
      metadata: {
        [isNpm ? 'buildInvocationId' : 'buildInvocationID']:
          `${claims.run_id}-${claims.run_attempt}`,
      },
      materials: [{ uri, digest }],
    } as unknown as TestPredicate, // of another form: tests that spoil it reach its members by name
  };
}

function hash(algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

import { createHash } from 'node:crypto';
import { DEFAULT_CLAIMS, type GithubClaims } from './github-claims.ts';
import { PROVENANCE, type TypedPredicate } from './statements/build-facts.ts';
import { containerBased } from './statements/container-based.ts';
import { delegator, delegatorV02 } from './statements/delegator.ts';
import { githubWorkflow, npmWorkflow } from './statements/github-workflow.ts';
import { npmCliV1, npmCliV2 } from './statements/npm-cli.ts';
import { slsaGenerator } from './statements/slsa-generator.ts';

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

/** Every build type that a statement can be of (spec.md 1.9 A to F), each by a short name. */
const PREDICATES = {
  github: githubWorkflow,
  npm: npmWorkflow,
  'npm-v0.2': npmCliV2,
  'npm-v0.2-gha1': npmCliV1,
  'generic-v0.2': (claims: GithubClaims) => slsaGenerator('generic', claims),
  'go-v0.2': (claims: GithubClaims) => slsaGenerator('go', claims),
  'container-v0.2': (claims: GithubClaims) => slsaGenerator('container', claims),
  delegator,
  'delegator-v0.2': delegatorV02,
  'container-based': containerBased,
} as const satisfies Record<string, (claims: GithubClaims) => TypedPredicate>;

/** Short name of a build type. */
export type TestBuildType = keyof typeof PREDICATES;

/** The names, in the order of the specification. */
export const TEST_BUILD_TYPES = Object.keys(PREDICATES) as readonly TestBuildType[]; // Object.keys widens to string

/** Which statement. */
export interface StatementOptions {
  readonly buildType?: TestBuildType;
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

/**
 * The provenance that a builder would write for these claims: consistent, unless `change` spoils it. The claims of the
 * generators' own workflows are made by `claimsForBuilder`.
 */
export function statementFor(options: StatementOptions = {}): TestStatement {
  const { buildType = 'github', artifact = ARTIFACT, claims = DEFAULT_CLAIMS, change } = options;
  const { predicateType, predicate } = PREDICATES[buildType](claims);
  const isNpm = buildType.startsWith('npm');
  const statement: TestStatement = {
    _type: `https://in-toto.io/Statement/${predicateType === PROVENANCE.v1 ? 'v1' : 'v0.1'}`,
    subject: [
      isNpm
        ? { name: 'pkg:npm/widgets@1.2.3', digest: { sha512: hash('sha512', artifact.bytes) } }
        : { name: artifact.name, digest: { sha256: hash('sha256', artifact.bytes) } },
    ],
    predicateType,
    // a copy, since parts are shared; of v0.2 it has another form: tests that spoil it reach its members by name
    predicate: JSON.parse(JSON.stringify(predicate)) as TestPredicate,
  };
  change?.(statement);
  return statement;
}

function hash(algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

// Valid documents that between them have every member of their schema.

const HEX = (length: number) => 'a'.repeat(length);
const TIME = '2026-01-31T12:00:00.000Z';
const REF = 'refs/heads/main';
const WORKFLOW_URL = 'https://github.com/acme/build/.github/workflows/build.yml';
const RESOURCE = {
  name: 'widgets.tgz',
  uri: 'https://example.com/widgets.tgz',
  digest: { sha256: HEX(64) },
  content: 'aGk=',
  downloadLocation: 'https://example.com',
  mediaType: 'application/gzip',
  annotations: { a: 1 },
};

const ENTRY = {
  tag: 'v1.2.3',
  run_id: '42',
  run_attempt: 1,
  sha: HEX(40),
  artifact_url: 'widgets.tgz',
  status: 'pending',
};

export const MANIFESTS = [
  { version: 1, repository: 'acme/widgets', generated_at: TIME, entries: [] },
  {
    $schema: 'manifest.v1.schema.json',
    version: 1,
    repository: 'acme/widgets',
    generated_at: TIME,
    entries: [
      ENTRY,
      {
        ...ENTRY,
        sha: HEX(64),
        artifact_digest: `sha256:${HEX(64)}`,
        archive_digest: `sha256:${HEX(64)}`,
        predicate_type: 'https://slsa.dev/provenance/v1',
        builder_id: 'https://example.com/builder',
        status: 'failure',
        failure_reason: 'subject_mismatch',
        verified_at: TIME,
        notify_slack: true,
        slack_retry: 1,
        issue_number: 7,
        requeue: true,
        requeue_reason: 'subject_mismatch',
        rerun_in_progress: false,
        previous_run_ids: ['41', '40'],
        retry_of: 'v1.2.2',
        superseded_by: { tag: 'v1.2.4', run_id: '43' },
        rollback_run_id: '44',
        governance_flag: 'override',
        override: {
          predicate_type: 'https://slsa.dev/provenance/v0.2',
          approved_by: 'lee',
          approved_at: TIME,
          expires_at: TIME,
          reason: 'old builder',
          evidence: 'review 1',
        },
        notes: 'n',
      },
    ],
  },
] as const;

const POLICY = { source: 'github:acme/widgets', workflow: '.github/workflows/release.yml' };
const FULL_POLICY = {
  name: 'release',
  source: 'https://ghe.example.com/acme/widgets',
  signer: { workflow: WORKFLOW_URL, ref: { exact: 'refs/tags/v1' } },
  signers: [
    { ...POLICY, source: undefined, maxLevel: 3, runners: ['github-hosted'] },
    { signer: { workflow: WORKFLOW_URL, ref: 'semver-tag' }, builder: 'https://example.com/b' },
    { signer: { workflow: WORKFLOW_URL, ref: { branchUnsafe: 'main' } }, maxLevel: 1 },
    { repositoryOnlyUnsafe: true, buildTypes: ['https://example.com/t'], maxLevel: 2 },
  ],
  repositoryOnlyUnsafe: true,
  issuer: 'https://token.example.com',
  release: { binding: 'commit', branches: [REF] },
  builder: { workflow: WORKFLOW_URL, ref: { exact: REF } },
  buildTypes: ['https://actions.github.io/buildtypes/workflow/v1'],
  predicateType: 'https://slsa.dev/provenance/v1',
  overrides: {
    approvers: [{ san: 'lee@example.com', issuer: 'https://i.example', login: 'lee' }],
    maxDays: 30,
    granted: [
      {
        predicate_type: 'https://slsa.dev/provenance/v0.2',
        tag: 'v1.2.3',
        artifact_digest: `sha512:${HEX(128)}`,
        approved_by: 'lee',
        approved_at: TIME,
        expires_at: TIME,
        reason: 'r',
        evidence: 'e',
      },
    ],
  },
  externalParameters: {
    '/a': { equals: null },
    '/b/c': { oneOf: [1, 'x'] },
    '/d': { anyUnsafe: true },
  },
  inputs: { tag: { equals: 'v1' } },
  triggers: ['push', 'workflow_dispatch'],
  runners: ['self-hosted'],
  environments: ['production'],
  tokenSubjects: ['repo:acme/widgets:ref:refs/heads/main'],
  repositoryId: '1',
  ownerId: '2',
  checkout: 'differentAllowedUnsafe',
  materials: { 'https://example.com/m': { sha256: HEX(64) } },
  profiles: ['public-good', 'github'],
  maxRootAgeDays: 90,
  denied: {
    artifacts: [`sha384:${HEX(96)}`],
    runs: ['https://github.com/acme/widgets/actions/runs/1'],
    certificates: ['0a'],
    signers: [{ san: 'x', from: TIME, until: TIME }],
  },
};

const RELEASES = [
  { binding: 'ref' },
  { binding: 'release-attestation' },
  { binding: 'input', name: 'tag', branches: [REF] },
  { binding: 'noneUnsafe' },
];

/** JSON has no `undefined`. */
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const POLICIES = [
  { version: 1, ...POLICY },
  json({ version: 1, $schema: 'policy.v1.schema.json', ...FULL_POLICY }),
  ...RELEASES.map((release) => ({ version: 1, ...POLICY, release })),
].map(({ ...policy }): { version: number; [member: string]: unknown } => policy);

export const POLICY_GROUPS = [
  { version: 1, anyOf: [POLICY, json(FULL_POLICY)] },
  { version: 1, $schema: 'x', allOf: [POLICY] },
];

export const STATEMENTS = [
  {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [RESOURCE],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: { a: 1 },
  },
  {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ digest: { sha1: HEX(40) } }],
    predicateType: 'x',
    predicate: null,
  },
];

export const PROVENANCE_V1 = [
  {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: REF } },
      internalParameters: { github: {} },
      resolvedDependencies: [RESOURCE],
    },
    runDetails: {
      builder: { id: 'b', builderDependencies: [RESOURCE], version: { a: '1' } },
      metadata: { invocationId: 'i', startedOn: TIME, finishedOn: TIME },
      byproducts: [RESOURCE],
    },
  },
  {
    buildDefinition: { buildType: 'b', externalParameters: {}, internalParameters: null },
    runDetails: { builder: { id: 'b' }, metadata: null },
  },
];

export const PROVENANCE_V02 = [
  {
    builder: { id: 'b' },
    buildType: 't',
    invocation: {
      configSource: { uri: 'u', digest: { sha1: HEX(40) }, entryPoint: 'e' },
      parameters: [1],
      environment: { a: 1 },
    },
    buildConfig: 1,
    metadata: {
      buildInvocationId: 'i',
      buildInvocationID: 'i',
      buildStartedOn: TIME,
      buildFinishedOn: TIME,
      completeness: { parameters: true, environment: false, materials: null },
      reproducible: false,
    },
    materials: [{ uri: 'u', digest: { sha1: HEX(40) } }],
  },
  { builder: { id: 'b' }, buildType: 't', invocation: null, metadata: null },
];

import type { Policy, PolicyOptions, Report, Trust, VerifyInput } from '@provkit/predicate';
import { LOCK_OPTIONS, lockFrom } from '../args/lock-options.ts';
import type { Arguments, Options } from '../args/option.ts';
import { RELEASE_OPTIONS, releaseFrom } from '../args/release-options.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  bundle: {
    value: 'FILE',
    isRepeatable: true,
    help: 'attestations: a Sigstore bundle, or several as JSON Lines',
  },
  repo: { value: 'OWNER/NAME', help: 'the repository it must be built from' },
  'signer-workflow': {
    value: 'WORKFLOW',
    help: 'the workflow that must have signed: .github/workflows/FILE.yml of the repository, or OWNER/NAME/.github/workflows/FILE.yml@REF',
  },
  'repository-only-unsafe': {
    help: 'accept any workflow of the repository, on any branch, as signer',
  },
  ...RELEASE_OPTIONS,
  'builder-id': { value: 'ID', help: 'the builder that must have built it' },
  'predicate-type': { value: 'URI', help: 'the predicate type (default: SLSA provenance v1)' },
  'cert-oidc-issuer': {
    value: 'URL',
    help: "the issuer of the signer's token (default: GitHub Actions)",
  },
  policy: { value: 'FILE', help: 'a policy file instead of --repo and the other expectations' },
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl (default: the embedded public-good root)',
  },
  ...LOCK_OPTIONS,
  'self-check': {
    help: 'also ask with each expectation changed, and end with 4 if one of them goes unnoticed',
  },
  offline: { help: 'open no network connection' },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

/** What a policy file states, so that a flag beside it would be a second opinion. */
const POLICY_FLAGS = [
  'repo',
  'signer-workflow',
  'repository-only-unsafe',
  'builder-id',
  'predicate-type',
  'cert-oidc-issuer',
];

/** `provkit verify`: holds files against the provenance in local bundles (S1.2, S1.3). */
export const verify: Command = {
  usage: 'verify FILE|sha256:HEX… --bundle FILE --repo OWNER/NAME --signer-workflow WORKFLOW',
  description: [
    'Verifies that each file, or digest, was built from the repository and by the workflow',
    'that you name. Without --bundle the attestations are looked for beside the file, as',
    'FILE.sigstore.json, FILE.sigstore.jsonl or FILE.intoto.jsonl.',
  ],
  options: OPTIONS,
  examples: [
    'provkit verify widgets.tgz --repo acme/widgets --signer-workflow .github/workflows/release.yml --source-tag v1.2.3',
    'provkit verify sha256:9f86… --bundle widgets.sigstore.json --policy provkit.policy.json --source-tag v1.2.3',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  if (args.positionals.length === 0)
    throw new CliError('USAGE', 'name the file or digest to verify');
  const { createVerifier } = await import('@provkit/predicate');
  const { loadArtifact, loadBundles, loadTrust } = await import('../compose.ts');
  const policy = await expectations(args, ports);
  const trust = await loadTrust(args.one('trusted-root'), ports.cwd);
  const verifier = createVerifier({ trust, policy });
  const now = new Date(ports.clock.now());
  const release = releaseFrom(args);
  const request = lockFrom(args, policy.expectations[0].repository, ports.env);
  const lock = request && (await (await import('../lock-release.ts')).openLock(request, ports.cwd));
  const { lineage } = lock ?? {};
  const reports: Report[] = [];
  let passed: VerifyInput | undefined;
  for (const name of args.positionals) {
    const artifact = await loadArtifact(name, ports.cwd);
    const bundles = await loadBundles(args.all('bundle'), name, ports.cwd);
    const input = { artifacts: [artifact], bundles, release, now, ...(lineage && { lineage }) };
    const report = verifier.verify(input);
    reports.push(report);
    if (report.verdict === 'pass') passed ??= input;
  }
  const code = await write(reports, args, ports);
  if (args.has('self-check') && !(await controlsHold(trust, policy, passed, ports))) {
    return EXIT_CODES.selfCheckFailed;
  }
  if (lock) {
    const { updateLock } = await import('../lock-release.ts');
    ports.stderr.write((await updateLock(lock, reports, ports.cwd)) ?? '');
  }
  return code;
}

/** Once per policy and root, on the first file that passed: the controls are about the verifier, not about the file (T6). */
async function controlsHold(
  trust: Trust,
  policy: Policy,
  input: VerifyInput | undefined,
  { stderr }: Ports,
): Promise<boolean> {
  if (!input) {
    stderr.write('self-check: not done, for nothing passed that could be asked about again\n');
    return true;
  }
  const { selfCheck } = await import('@provkit/predicate/mutate');
  const { selfCheckLines } = await import('../format-self-check.ts');
  const result = selfCheck({ trust, policy, input });
  stderr.write(selfCheckLines(result));
  return result.holds;
}

async function expectations(args: Arguments, { cwd, clock }: Ports): Promise<Policy> {
  const file = args.one('policy');
  if (file !== undefined) {
    const second = POLICY_FLAGS.find((flag) => args.has(flag));
    if (second === undefined)
      return (await import('../compose.ts')).loadPolicy(file, cwd, new Date(clock.now()));
    throw new CliError('USAGE', `--${second} beside --policy: the policy file states it already`);
  }
  const { definePolicy } = await import('@provkit/predicate');
  const source = repository(args.one('repo'));
  const builder = args.one('builder-id');
  const predicateType = args.one('predicate-type');
  const issuer = args.one('cert-oidc-issuer');
  const isTagAsked = args.has('source-tag') || args.has('source-versioned-tag');
  return definePolicy({
    source,
    ...(await signer(args, source)),
    release: isTagAsked ? { binding: 'ref' } : { binding: 'noneUnsafe' },
    ...(builder !== undefined && { builder }),
    ...(predicateType !== undefined && { predicateType }),
    ...(issuer !== undefined && { issuer }),
  });
}

function repository(repo: string | undefined): string {
  if (repo === undefined) {
    throw new CliError(
      'USAGE',
      'say what you expect: --repo OWNER/NAME and --signer-workflow WORKFLOW, or --policy FILE',
    );
  }
  const [, host = 'github.com', path] =
    /^(?:https:\/\/)?(?:([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/)?([^/\s@]+\/[^/\s@]+)$/.exec(repo) ?? [];
  if (path === undefined)
    throw new CliError('USAGE', `--repo ${repo} is no repository: write OWNER/NAME`);
  return `https://${host}/${path}`;
}

/** A repository alone is no identity: any workflow on any branch of it could have signed (T9). */
async function signer(
  args: Arguments,
  source: string,
): Promise<Pick<PolicyOptions, 'workflow' | 'signer' | 'repositoryOnlyUnsafe'>> {
  const workflow = args.one('signer-workflow');
  const isRepositoryOnly = args.has('repository-only-unsafe');
  if (workflow !== undefined && isRepositoryOnly) {
    throw new CliError(
      'USAGE',
      '--signer-workflow and --repository-only-unsafe exclude each other',
    );
  }
  if (isRepositoryOnly) return { repositoryOnlyUnsafe: true };
  if (workflow === undefined) {
    throw new CliError(
      'USAGE',
      '--repo alone is no identity, any workflow on any branch of the repository could have signed: add --signer-workflow .github/workflows/FILE.yml, or --repository-only-unsafe to accept that',
    );
  }
  const { parseSignerWorkflow } = await import('@provkit/predicate');
  return parseSignerWorkflow(workflow, source);
}

async function write(reports: readonly Report[], args: Arguments, ports: Ports): Promise<ExitCode> {
  const { overallVerdict, toJson, toText } = await import('@provkit/predicate/format');
  if (args.one('format') === 'json') {
    ports.stdout.write(toJson(reports));
  } else {
    const palette = (await import('../palette.ts')).paletteFor(ports);
    ports.stdout.write(reports.map((report) => toText(report, { palette })).join('\n'));
  }
  return EXIT_CODES[overallVerdict(reports)];
}

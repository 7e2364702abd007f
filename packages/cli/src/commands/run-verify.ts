import {
  createVerifier,
  definePolicy,
  type Policy,
  type PolicyOptions,
  parseSignerWorkflow,
  type Release,
  type Report,
  type Trust,
  type VerifyInput,
} from '@provkit/predicate';
import { parseShard, shardOf } from '@provkit/predicate/batch';
import type { BuildType } from '@provkit/predicate/build-types';
import { undecidedReport } from '@provkit/predicate/evidence';
import { batchFrom } from '../args/batch-options.ts';
import { lockFrom } from '../args/lock-options.ts';
import { networkFrom } from '../args/network-options.ts';
import type { Arguments } from '../args/option.ts';
import { registriesFrom } from '../args/registry-options.ts';
import { releaseFrom } from '../args/release-options.ts';
import { trustFrom } from '../args/trust-options.ts';
import { type VsaRequest, vsaFrom } from '../args/vsa-options.ts';
import { CliError } from '../cli-error.ts';
import type { StateDecision } from '../compose/summary.ts';
import {
  expandTargets,
  loadBuildTypes,
  loadBundleFiles,
  loadPolicy,
  loadTrustSettings,
  openTargets,
} from '../compose.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { formatOf } from '../format-option.ts';
import type { Ports } from '../ports.ts';
import { createProgress } from '../progress.ts';
import type { Target } from '../target.ts';
import { verifyTargets } from '../verify-targets.ts';
import { writeOutcome } from '../write-outcome.ts';

/** What a policy file states, so that a flag beside it would be a second opinion. */
const POLICY_FLAGS = [
  'repo',
  'signer-workflow',
  'repository-only-unsafe',
  'builder-id',
  'predicate-type',
  'cert-oidc-issuer',
];

/** Each names the tag that must have been built. */
const TAG_FLAGS = ['source-tag', 'source-versioned-tag'];

/**
 * Holds each file against its provenance (S1.2, S1.3).
 * @throws CliError and the packages' errors: what was given cannot be used, and nothing was judged
 */
export async function runVerify(args: Arguments, ports: Ports): Promise<ExitCode> {
  const { clock, cwd } = ports;
  const batch = batchFrom(args);
  const now = new Date(clock.now());
  const vsa = vsaFrom(args);
  const release = releaseFrom(args);
  const policy = await expectations(args, cwd, now);
  const state = vsa && (await openSummary(vsa, args, ports));
  const all = await expandTargets({ arguments: args.positionals, ...batch }, ports);
  if (all.length === 0) throw new CliError('USAGE', 'name the file or digest to verify');
  const targets = partOf(all, batch.shard);
  if (targets.length === 0) {
    ports.stderr.write('nothing to verify in this part: there are fewer artifacts than parts\n');
    return EXIT_CODES.pass;
  }
  const materials = await loadTrustSettings(trustFrom(args), policy, ports);
  if ('unavailable' in materials) {
    const reports = untrusted(targets, materials.unavailable, release, now);
    await state?.({ reports, policy, ...networkFrom(args) });
    return writeOutcome({ reports }, formatOf(args.one('format')), ports);
  }
  for (const warning of materials.warnings) ports.stderr.write(`warning: ${warning}\n`);
  const { trust } = materials;
  const named = await loadBundleFiles(args.all('bundle'), cwd);
  const request = lockFrom(args, policy.expectations[0].repository, ports.env);
  const lock = request && (await (await import('../lock-release.ts')).openLock(request, cwd));
  const { lineage } = lock ?? {};
  const where = { named, policy, release, registries: registriesFrom(args), ...networkFrom(args) };
  const verified = await verifyTargets(targets, {
    verifier: createVerifier({ trust, policy }),
    open: await openTargets({ ...where, ...materials }, ports),
    question: { release, now, ...(lineage && { lineage }) },
    jobs: batch.jobs,
    progress: createProgress(ports.stderr, targets.length),
  });
  const reports = verified.map(({ report }) => report);
  const passed = verified.find(({ report }) => report.verdict === 'pass')?.input;
  const isChecked = !args.has('self-check') || (await controlsHold(trust, policy, passed, ports));
  const decided = { reports, policy, trust, ...networkFrom(args) };
  const isStated = (await state?.(isChecked ? decided : 'self-check-failed')) ?? true;
  const isPass = reports.every(({ verdict }) => verdict === 'pass');
  const code = await writeOutcome({ reports }, formatOf(args.one('format')), ports, {
    ...(!isStated && isPass && { exitCode: EXIT_CODES.notStated }),
    ...(!isChecked && { exitCode: EXIT_CODES.selfCheckFailed }),
  });
  if (lock && isChecked) {
    const { updateLock } = await import('../lock-release.ts');
    ports.stderr.write((await updateLock(lock, reports, ports)) ?? '');
  }
  return code;
}

/** Options whose files are read, and must not be written over. */
const FILES = ['policy', 'bundle', 'checksums', 'manifest', 'lock', 'build-type'] as const;
const ROOT_FILES = ['trusted-root', 'trust', 'tuf-root', 'github-tuf-root'] as const;

async function openSummary(vsa: VsaRequest, args: Arguments, ports: Ports): Promise<StateDecision> {
  const { prepareSummary } = await import('../compose/summary.ts');
  const files = [...FILES, ...ROOT_FILES].flatMap((option) => args.all(option));
  return prepareSummary(vsa, [...args.positionals, ...files], ports);
}

function partOf(targets: readonly Target[], text: string | undefined): readonly Target[] {
  if (text === undefined) return targets;
  const shard = parseShard(text);
  if (shard) return shardOf(targets, shard);
  throw new CliError(
    'USAGE',
    `--shard ${text} is no part of a whole: write 2/5 for the second of five`,
  );
}

/** Without a root that was asked for, nothing is decided about anything (T11). */
function untrusted(
  targets: readonly Target[],
  message: string,
  asked: Release,
  now: Date,
): readonly Report[] {
  const about = {
    source: 'the trusted root',
    problem: { reason: 'upstream_unavailable', message },
    failureReason: 'trust_root_unavailable',
    now,
  } as const;
  return targets.map(({ name, release = asked }) => undecidedReport({ ...about, name, release }));
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

async function expectations(args: Arguments, cwd: string, now: Date): Promise<Policy> {
  const file = args.one('policy');
  const files = args.all('build-type');
  if (file === undefined) return policyOfFlags(args, await loadBuildTypes(files, cwd));
  const second = POLICY_FLAGS.find((flag) => args.has(flag));
  if (second !== undefined) {
    throw new CliError('USAGE', `--${second} beside --policy: the policy file states it already`);
  }
  const policy = await loadPolicy(file, cwd, now, files);
  const isUnbound = policy.expectations.some(({ release }) => release.binding === 'noneUnsafe');
  const tagFlag = TAG_FLAGS.find((flag) => args.has(flag));
  if (tagFlag !== undefined && isUnbound) {
    throw new CliError(
      'USAGE',
      `--${tagFlag} would not be compared by every set of expectations, since a release binding of ${file} is noneUnsafe: give --source-ref instead, or another binding in the policy`,
    );
  }
  return policy;
}

function policyOfFlags(args: Arguments, buildTypes: readonly BuildType[]): Policy {
  const source = repository(args.one('repo'));
  const builder = args.one('builder-id');
  const predicateType = args.one('predicate-type');
  const issuer = args.one('cert-oidc-issuer');
  const isTagAsked = TAG_FLAGS.some((flag) => args.has(flag));
  const options: PolicyOptions = {
    source,
    ...signer(args, source),
    release: isTagAsked ? { binding: 'ref' } : { binding: 'noneUnsafe' },
    ...(builder !== undefined && { builder }),
    ...(predicateType !== undefined && { predicateType }),
    ...(issuer !== undefined && { issuer }),
  };
  return definePolicy(options, { buildTypes });
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
function signer(
  args: Arguments,
  source: string,
): Pick<PolicyOptions, 'workflow' | 'signer' | 'repositoryOnlyUnsafe'> {
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
  return parseSignerWorkflow(workflow, source);
}

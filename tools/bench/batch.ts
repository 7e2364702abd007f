// 1,000 artifacts in one call, beside a process for each and beside a loop over sigstore-js as its documentation shows it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createVerifier, definePolicy, parseTrustedRoot } from '@provkit/predicate';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { retainedMiB } from './batch-memory.ts';
import { type Pool, startPool } from './batch-pool.ts';
import { inputsOf, makeReleases, type Release, WORKFLOW } from './batch-releases.ts';
import { median, type Sample, timed } from './timed.ts';

const ARTIFACTS = 1_000;
const ROUNDS = 7;
const WORKERS = 2;
/** A process for each of a thousand would take minutes and tell nothing more. */
const PROCESSES = 20;

const BIN = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'provkit.js');
const NAIVE = 'sigstore-js loop: no policy, no subject';

/** Prints, for a release with an attestation for each file and one with one for all, how long each way takes. */
export async function run(): Promise<void> {
  const { releases, trustedRoot } = makeReleases(ARTIFACTS);
  const pool = await startPool(WORKERS, trustedRoot);
  try {
    for (const release of releases) await compare(release, trustedRoot, pool);
  } finally {
    await pool.close();
  }
  const [few, many] = [await retainedMiB(500), await retainedMiB(4 * 500)];
  console.log('memory that a batch holds on to, every bundle another one');
  console.log(`  after   500 ${few.toFixed(0).padStart(6)} MiB`);
  console.log(`  after 2,000 ${many.toFixed(0).padStart(6)} MiB`);
}

async function compare(release: Release, trustedRoot: string, pool: Pool): Promise<void> {
  const ways: Readonly<Record<string, () => void | Promise<void>>> = {
    [NAIVE]: () => naive(release, trustedRoot),
    'provkit, one call, one thread': () => inOneCall(release, trustedRoot),
    [`provkit, ${WORKERS} threads that run already`]: () => pool.verify(release),
  };
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(ways)) {
      // in turns, so that a busy moment of the machine concerns all
      const taken = samples.get(name) ?? [];
      taken.push(await timed(work));
      samples.set(name, taken);
    }
  }
  const base = median(samples.get(NAIVE) ?? []);
  console.log(
    `${ARTIFACTS} artifacts, ${release.name}: medians of ${ROUNDS}, and how often faster`,
  );
  for (const [name, taken] of samples) row(name, median(taken), base);
  const processes = await timed(() => oneProcessEach(release, trustedRoot));
  const scale = ARTIFACTS / PROCESSES;
  const all = { wallMs: processes.wallMs * scale, cpuMs: Number.NaN };
  row(`provkit verify, a process each (${PROCESSES} timed)`, all, base);
}

/** CPU time of other processes is not ours to see until they end, and then it is mixed up with ours: left out. */
function row(name: string, { wallMs, cpuMs }: Sample, base: Sample): void {
  const cpu = Number.isNaN(cpuMs) ? '' : `${cpuMs.toFixed(0).padStart(7)} ms CPU`;
  const ratios = [base.wallMs / wallMs, base.cpuMs / cpuMs].map((ratio) =>
    Number.isNaN(ratio) ? '' : `${ratio.toFixed(ratio < 1 ? 2 : 1)}x`,
  );
  console.log(
    `  ${name.padEnd(46)} ${wallMs.toFixed(0).padStart(7)} ms wall ${cpu.padEnd(14)} ${ratios.join(' / ')}`,
  );
}

function inOneCall(release: Release, trustedRoot: string): void {
  const verifier = createVerifier({
    trust: parseTrustedRoot(trustedRoot, 'root'),
    policy: definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW }),
  });
  let passed = 0;
  for (const { verdict } of verifier.verifyMany(inputsOf(release))) {
    passed += verdict === 'pass' ? 1 : 0;
  }
  assertAll(passed, release.digests.length);
}

/** Signature, log and name alone: sigstore-js judges no statement. */
function naive({ bundles }: Release, trustedRoot: string): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot)));
  const thresholds = { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 };
  const verifier = new Verifier(material, thresholds);
  const subjectAlternativeName = `https://github.com/acme/widgets/${WORKFLOW}@refs/tags/v1.2.3`;
  let passed = 0;
  for (const bundle of bundles) {
    verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle))), { subjectAlternativeName });
    passed += 1;
  }
  assertAll(passed, bundles.length);
}

async function oneProcessEach({ bundles, digests }: Release, trustedRoot: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'provkit-bench-'));
  try {
    await writeFile(join(folder, 'root.json'), trustedRoot);
    const given = ['--bundle', 'bundle.json', '--trusted-root', 'root.json', '--offline'];
    const release = ['--repo', 'acme/widgets', '--signer-workflow', WORKFLOW];
    const argv = [...given, ...release, '--source-tag', 'v1.2.3'];
    for (const [at, digest] of digests.slice(0, PROCESSES).entries()) {
      await writeFile(join(folder, 'bundle.json'), bundles[at] ?? '');
      // a verdict other than pass is an exit code other than 0, and rejects
      const command = [BIN, 'verify', `sha256:${digest}`, ...argv];
      await promisify(execFile)(process.execPath, command, { cwd: folder });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function assertAll(passed: number, all: number): void {
  if (passed !== all) throw new Error(`${passed} of ${all} passed: there is nothing to time`);
}

// 1,000 artifacts in one call, beside a process for each and beside a loop over sigstore-js as its documentation shows it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createVerifier,
  definePolicy,
  parseTrustedRoot,
  type VerifyInput,
} from '@provkit/predicate';
import { createSigstore, statementFor } from '@provkit/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { median, type Sample, timed } from './timed.ts';

const ARTIFACTS = 1_000;
const ROUNDS = 5;
/** A process for each of a thousand would take minutes and tell nothing more. */
const PROCESSES = 20;

const NOW = new Date('2026-01-31T12:00:00.000Z');
const WORKFLOW = '.github/workflows/release.yml';
const BIN = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'bin', 'provkit.js');

interface Release {
  readonly name: string;
  /** The bundle of each artifact; the same one again where several have one. */
  readonly bundles: readonly string[];
  readonly digests: readonly string[];
}

/** Prints, for a release with an attestation for each file and one with one for all, how long each way takes. */
export async function run(): Promise<void> {
  const sigstore = createSigstore({ now: () => NOW.getTime() });
  const digests = Array.from({ length: ARTIFACTS }, (_, at) =>
    createHash('sha256').update(`artifact ${at}`).digest('hex'),
  );
  const sign = (subjects: readonly string[]) =>
    JSON.stringify(
      sigstore.sign({
        statement: statementFor({
          change: (statement) => {
            statement.subject = subjects.map((sha256, at) => ({
              name: `file-${at}`,
              digest: { sha256 },
            }));
          },
        }),
      }),
    );
  const one = sign(digests);
  const releases: readonly Release[] = [
    { name: 'an attestation for each', digests, bundles: digests.map((digest) => sign([digest])) },
    { name: 'one attestation for all', digests, bundles: digests.map(() => one) },
  ];
  for (const release of releases) await compare(release, sigstore.trustedRoot);
}

async function compare(release: Release, trustedRoot: string): Promise<void> {
  const samples = { call: [] as Sample[], naive: [] as Sample[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    // in turns, so that a busy moment of the machine concerns both
    samples.call.push(await timed(() => inOneCall(release, trustedRoot)));
    samples.naive.push(await timed(() => naive(release, trustedRoot)));
  }
  const processes = await timed(() => oneProcessEach(release, trustedRoot));
  const call = median(samples.call);
  const loop = median(samples.naive);
  const scale = ARTIFACTS / PROCESSES;
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${ARTIFACTS} artifacts, ${release.name} (medians of ${ROUNDS}; peak ${peakMiB} MiB)`,
  );
  row('provkit, one call', call, call);
  row('sigstore-js loop, no policy and no subject', loop, call);
  row(
    `provkit verify, a process each (${PROCESSES} measured)`,
    { wallMs: processes.wallMs * scale, cpuMs: processes.cpuMs * scale },
    call,
  );
}

function row(name: string, { wallMs, cpuMs }: Sample, base: Sample): void {
  const ratio = (wallMs / base.wallMs).toFixed(1);
  console.log(
    `  ${name.padEnd(52)} ${wallMs.toFixed(0).padStart(8)} ms wall ${cpuMs.toFixed(0).padStart(8)} ms CPU ${ratio.padStart(7)}x`,
  );
}

function inOneCall({ bundles, digests }: Release, trustedRoot: string): void {
  const verifier = createVerifier({
    trust: parseTrustedRoot(trustedRoot, 'root'),
    policy: definePolicy({ source: 'github:acme/widgets', workflow: WORKFLOW }),
  });
  const inputs = digests.map(
    (sha256, at): VerifyInput => ({
      artifacts: [{ name: `file-${at}`, sha256 }],
      bundles: [{ name: `file-${at}.sigstore.json`, content: bundles[at] ?? '' }],
      release: { tag: 'v1.2.3' },
      now: NOW,
    }),
  );
  let passed = 0;
  for (const { verdict } of verifier.verifyMany(inputs)) passed += verdict === 'pass' ? 1 : 0;
  assertAll(passed, digests.length);
}

/** Signature, log and name alone: sigstore-js judges no statement. */
function naive({ bundles }: Release, trustedRoot: string): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(trustedRoot)));
  const verifier = new Verifier(material, {
    ctlogThreshold: 1,
    tlogThreshold: 1,
    timestampThreshold: 1,
  });
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
    for (const [at, digest] of digests.slice(0, PROCESSES).entries()) {
      await writeFile(join(folder, 'bundle.json'), bundles[at] ?? '');
      const given = ['--bundle', 'bundle.json', '--trusted-root', 'root.json', '--offline'];
      const expected = [
        '--repo',
        'acme/widgets',
        '--signer-workflow',
        WORKFLOW,
        '--source-tag',
        'v1.2.3',
      ];
      // a verdict other than pass is an exit code other than 0, and rejects
      await promisify(execFile)(
        process.execPath,
        [BIN, 'verify', `sha256:${digest}`, ...given, ...expected],
        {
          cwd: folder,
        },
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function assertAll(passed: number, all: number): void {
  if (passed !== all) throw new Error(`${passed} of ${all} passed: there is nothing to time`);
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Artifact,
  type BundleReport,
  parseTrustedRoot,
  type VerifyBundleInput,
  verifyBundle,
} from '@provkit/predicate';
import {
  ARTIFACT,
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type SignOptions,
  type Sigstore,
} from '@provkit/testkit';
import { type IndexEntry, inputOf } from './bundle-index-entry.ts';
import type { Json } from './fuzz-mutations.ts';

/** A bundle that verifies, the root that it verifies under, and what it proves. */
export interface Sample {
  readonly name: string;
  readonly bundle: Json;
  readonly root: Json;
  readonly input: VerifyBundleInput;
  /** What a report proves, as one text: signer and statement. */
  readonly proven: (report: BundleReport) => string;
  readonly expected: string;
}

/** The released file of our own samples. */
export const OWN_ARTIFACT: Artifact = {
  name: ARTIFACT.name,
  sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex'),
};

/** One of each kind of bundle and log entry. */
const OPTIONS: readonly SignOptions[] = [
  {},
  { version: 'v0.1', log: 'promise' },
  { version: 'v0.2', entry: 'intoto/0.0.1' },
  { entry: 'intoto/0.0.2' },
  { log: 'proof', timestamp: true },
  { timestamp: true },
  { entry: 'hashedrekord/0.0.2', timestamp: true },
  { entry: 'dsse/0.0.2', timestamp: true },
  { message: ARTIFACT.bytes },
];

/** Bundles that our own Sigstore signs and, if there is one, every bundle of the corpus that is to be accepted. */
export async function readSamples(
  sigstore: Sigstore,
  corpus: string | undefined,
): Promise<readonly Sample[]> {
  return [
    ...OPTIONS.map((options) => ownSample(sigstore, options)),
    ...(corpus === undefined ? [] : await corpusSamples(join(corpus, 'bundles'))),
  ];
}

function ownSample(sigstore: Sigstore, options: SignOptions): Sample {
  const san = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;
  const input: VerifyBundleInput = {
    bundle: { name: 'own', content: JSON.stringify(sigstore.sign(options)) },
    artifact: OWN_ARTIFACT,
    trust: parseTrustedRoot(sigstore.trustedRoot, 'test root'),
    signer: { san, issuer: GITHUB_ISSUER },
  };
  return sample(JSON.stringify({ ...options, message: undefined }), input, sigstore.trustedRoot);
}

async function corpusSamples(folder: string): Promise<Sample[]> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    bundles: IndexEntry[];
  };
  const good = index.bundles.filter(({ expect }) => expect === 'accept');
  return Promise.all(good.map((entry) => corpusSample(entry, folder)));
}

async function corpusSample(entry: IndexEntry, folder: string): Promise<Sample> {
  const { id, trustedRoot = '' } = entry; // every entry of the corpus has its root in a file
  const root = await readFile(join(folder, trustedRoot), 'utf8');
  return sample(id, await inputOf(entry, folder), root);
}

function sample(name: string, input: VerifyBundleInput, root: string): Sample {
  const report = verifyBundle(input);
  if (report.verdict !== 'pass') throw new Error(`${name} does not verify before it is mutated`);
  const bundle = JSON.parse(Buffer.from(input.bundle.content).toString()) as Json;
  return { name, bundle, root: JSON.parse(root) as Json, input, proven, expected: proven(report) };
}

function proven({ signer, statement }: BundleReport): string {
  return JSON.stringify([signer, statement]);
}

/** A Sigstore for samples. */
export function createSampleSigstore(): Sigstore {
  return createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
}

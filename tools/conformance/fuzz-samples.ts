import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
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
} from '@provkit/testkit';
import { type IndexEntry, inputOf } from './bundle-index-entry.ts';

/** A bundle that verifies, and what it proves. */
export interface Sample {
  readonly name: string;
  readonly bundle: unknown;
  readonly input: VerifyBundleInput;
  /** What a report proves, as one text: signer and statement. */
  readonly proven: (report: BundleReport) => string;
  readonly expected: string;
}

/** Bundles that our own Sigstore signs and, if there is one, every bundle of the corpus that is to be accepted. */
export async function readSamples(corpus: string | undefined): Promise<readonly Sample[]> {
  return [
    ...ownSamples(),
    ...(corpus === undefined ? [] : await corpusSamples(join(corpus, 'bundles'))),
  ];
}

function ownSamples(): Sample[] {
  const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
  const trust = parseTrustedRoot(sigstore.trustedRoot, 'test root');
  const options: SignOptions[] = [
    {},
    { version: 'v0.1', log: 'promise' },
    { version: 'v0.2' },
    { log: 'proof', timestamp: true },
    { timestamp: true },
    { message: ARTIFACT.bytes },
  ];
  return options.map((option) =>
    sample(JSON.stringify(option), {
      bundle: { name: 'own', content: JSON.stringify(sigstore.sign(option)) },
      artifact: {
        name: ARTIFACT.name,
        sha256: createHash('sha256').update(ARTIFACT.bytes).digest('hex'),
      },
      trust,
      signer: {
        san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`,
        issuer: GITHUB_ISSUER,
      },
    }),
  );
}

async function corpusSamples(folder: string): Promise<Sample[]> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    bundles: IndexEntry[];
  };
  const good = index.bundles.filter(({ expect }) => expect === 'accept');
  return Promise.all(good.map(async (entry) => sample(entry.id, await inputOf(entry, folder))));
}

function sample(name: string, input: VerifyBundleInput): Sample {
  const report = verifyBundle(input);
  if (report.verdict !== 'pass') throw new Error(`${name} does not verify before it is mutated`);
  const bundle: unknown = JSON.parse(Buffer.from(input.bundle.content).toString());
  return { name, bundle, input, proven, expected: proven(report) };
}

function proven({ signer, statement }: BundleReport): string {
  return JSON.stringify([signer, statement]);
}

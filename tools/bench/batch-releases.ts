import { createHash } from 'node:crypto';
import type { VerifyInput } from '@provkit/predicate';
import { createSigstore, type Sigstore, statementFor } from '@provkit/testkit';

export const NOW = new Date('2026-01-31T12:00:00.000Z');
export const WORKFLOW = '.github/workflows/release.yml';

/** A release to be verified. */
export interface Release {
  readonly name: string;
  /** The bundle of each artifact; the same one again where several have one. */
  readonly bundles: readonly string[];
  /** SHA-256 of each, hex. */
  readonly digests: readonly string[];
}

/** A release with an attestation for each of its files, and one with one for all. */
export function makeReleases(artifacts: number): {
  readonly releases: readonly Release[];
  readonly trustedRoot: string;
} {
  const sigstore = createSigstore({ now: () => NOW.getTime() });
  const digests = Array.from({ length: artifacts }, (_, at) => digestOf(at));
  const one = sign(sigstore, digests);
  return {
    trustedRoot: sigstore.trustedRoot,
    releases: [
      {
        name: 'an attestation for each',
        digests,
        bundles: digests.map((digest) => sign(sigstore, [digest])),
      },
      { name: 'one attestation for all', digests, bundles: digests.map(() => one) },
    ],
  };
}

/** What is asked about a release, or a part of it. */
export function* inputsOf({ bundles, digests }: Omit<Release, 'name'>): Generator<VerifyInput> {
  for (const [at, sha256] of digests.entries()) {
    yield {
      artifacts: [{ name: `file-${at}`, sha256 }],
      bundles: [{ name: `file-${at}.sigstore.json`, content: bundles[at] ?? '' }],
      release: { tag: 'v1.2.3' },
      now: NOW,
    };
  }
}

export function digestOf(at: number): string {
  return createHash('sha256').update(`artifact ${at}`).digest('hex');
}

export function sign(sigstore: Sigstore, digests: readonly string[]): string {
  const statement = statementFor({
    change: (made) => {
      made.subject = digests.map((sha256, at) => ({ name: `file-${at}`, digest: { sha256 } }));
    },
  });
  return JSON.stringify(sigstore.sign({ statement }));
}

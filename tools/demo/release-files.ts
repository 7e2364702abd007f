import { ARTIFACT, DEFAULT_CLAIMS } from '@provkit/testkit';

/** What the owner of acme/widgets expects of a release. */
export function policy(): string {
  return json({
    version: 1,
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
    release: { binding: 'ref' },
  });
}

/** The release manifest, with one entry that waits to be validated. */
export function manifest(now: Date): string {
  return json({
    version: 1,
    repository: DEFAULT_CLAIMS.repository,
    generated_at: now.toISOString(),
    entries: [
      {
        tag: 'v1.2.3',
        run_id: DEFAULT_CLAIMS.run_id,
        run_attempt: Number(DEFAULT_CLAIMS.run_attempt),
        sha: DEFAULT_CLAIMS.sha,
        artifact_url: ARTIFACT.name,
        status: 'pending',
      },
    ],
  });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

import type { Artifact } from '../artifact.ts';
import type { Policy } from '../policy/policy.ts';
import type { Release } from '../release.ts';

/** What is expected of which release. */
export interface Question {
  readonly policy: Policy;
  readonly artifacts: readonly Artifact[];
  readonly release: Release;
}

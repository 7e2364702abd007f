import { fingerprintOf } from '@provkit/notify';
import { issueMarker } from '@provkit/notify/format';
import { type FakeIssue, openIssue } from '@provkit/testkit/github';
import type { Told } from './notify-suite.ts';
import type { NotifyWorld } from './notify-world.ts';

/** Something that happens in several steps, and what must come of it in the end. */
export interface NotifyStory {
  readonly name: string;
  /** Default: `artifact_missing`. */
  readonly reason?: string;
  /** Plays it, and says what came of it. */
  readonly play: (world: NotifyWorld) => Promise<string>;
  readonly expected: string;
}

/** In ms. */
export const DAY_MS = 86_400_000;
/** What came of telling people once. */
export const say = ({ code, sees, receipts }: Told) => `${code}: ${sees}: ${receipts}`;

/** An Issue with the marker of the failure of v1.2.3. */
export function issueBy(
  world: NotifyWorld,
  userId: number,
  reason: string,
  changes: Partial<FakeIssue> = {},
): FakeIssue {
  const repository = 'https://github.com/acme/widgets';
  const fingerprint = fingerprintOf({ repository, tag: 'v1.2.3', failure_reason: reason });
  const body = `${issueMarker(fingerprint)}\n\nbody`;
  const labels = ['ops-alert', 'provenance-failure'];
  return openIssue(world.tracker, { userId, title: 'T', body, labels, ...changes });
}

/** The receipt of the edge function that has the message. */
export const EDGE = 'edge delivered 200';

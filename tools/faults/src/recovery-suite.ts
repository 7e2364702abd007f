import { type Observed, planRollback, recoveryId } from '@provkit/recovery';
import { commitTo } from '@provkit/testkit/github';
import { type Kill, openRecoveryWorld, POLICY, type RecoveryWorld } from './recovery-world.ts';
import type { FaultCase, Suite } from './suite.ts';

/** Longer than a lease, and than GitHub may take to show what it did. */
const LATER_MS = 6 * 60_000;

/** A way through a recovery, in which processes may be killed. */
interface Story {
  readonly name: string;
  readonly ageDays: number;
  /** What a person asks for before anything else. */
  readonly ask?: (world: RecoveryWorld) => Observed;
  /** How it ends, and all that GitHub carried out. */
  readonly end: string;
  readonly posts: readonly string[];
}

const STORIES: readonly Story[] = [
  {
    name: 'rerun',
    ageDays: 0,
    end: 'recovered',
    posts: ['/actions/runs/9000/rerun'],
  },
  {
    name: 'dispatch',
    ageDays: 31,
    end: 'recovered',
    posts: ['/actions/workflows/release.yml/dispatches'],
  },
  {
    name: 'rollback',
    ageDays: 0,
    ask: askForRollback,
    end: 'rolled-back',
    posts: ['/git/commits', '/git/refs', '/pulls', '/statuses/HEAD'],
  },
];

/** Recoveries whose process is killed at every point, before and after each thing that it does, and which another one goes on with. */
export function recoverySuites(): readonly Suite[] {
  return STORIES.map((story) => ({
    name: `recovery, ${story.name}`,
    open: async () => {
      const points = await countPoints(story);
      const cases = Array.from({ length: points }, (_, index) => killedAt(story, index + 1));
      return { cases: [...cases, together(story)], close: async () => undefined };
    },
  }));
}

async function countPoints(story: Story): Promise<number> {
  const kill = { at: 0, seen: 0 };
  await play(story, kill);
  return kill.seen;
}

function killedAt(story: Story, at: number): FaultCase {
  return {
    name: `killed at point ${at} and gone on with: done once`,
    expected: expectationOf(story),
    run: () => play(story, { at, seen: 0 }),
  };
}

/** S3.3: two recover jobs for one run. */
function together(story: Story): FaultCase {
  return {
    name: 'two processes at once: one acts, the other says who does',
    expected: 'held, waiting',
    run: async () => {
      const world = await openRecoveryWorld(story.ageDays);
      try {
        const settled = await Promise.all([world.recover(), world.recover()]);
        const outcomes = settled.map((one) => (one === 'killed' ? one : one.outcome));
        return outcomes.toSorted().join(', ');
      } finally {
        await world.close();
      }
    },
  };
}

function expectationOf({ end, posts }: Story): string {
  return [end, ...posts].join(' ');
}

/** Plays a story to its end; whenever its process is killed, another one goes on. */
async function play(story: Story, kill: Kill): Promise<string> {
  const world = await openRecoveryWorld(story.ageDays);
  try {
    let events = story.ask ? [story.ask(world)] : [];
    for (let turn = 0; turn < 12; turn += 1) {
      const settled = await world.recover(kill, events);
      if (settled === 'killed') {
        // only one process dies
        Object.assign(kill, { at: 0 });
        world.advance(LATER_MS);
        continue;
      }
      events = [];
      const { state } = settled;
      if (settled.outcome === 'over') return summary(world, state.state);
      const head = state.rollback?.pull?.headSha;
      if (state.state === 'rerunning' || state.state === 'rollback-verifying') {
        if (state.rollback?.passed) merge(world);
        else world.pass(head);
      } else world.advance(LATER_MS);
    }
    return 'no end';
  } finally {
    await world.close();
  }
}

function summary(world: RecoveryWorld, end: string): string {
  const posts = world.posts().map((path) => path.replace(/[0-9a-f]{40}/, 'HEAD'));
  return [end, ...posts].join(' ');
}

function merge({ project, now }: RecoveryWorld): void {
  for (const pull of project.pulls) {
    pull.state = 'closed';
    pull.mergedAt = Date.parse(now());
  }
}

/** A rollback that somebody has approved already. */
function askForRollback({ project, commit, now }: RecoveryWorld): Observed {
  commitTo(project, { branch: 'release', parents: [commit] });
  commitTo(project, { branch: 'release' });
  const target = { tag: 'v1.2.2', runId: '8000', commit };
  const run = { tag: 'v1.2.3', runId: '9000', attempt: 1 };
  const failure = {
    reason: 'attestation_missing' as const,
    class: 'evidence' as const,
    verdict: 'fail' as const,
  };
  const key = { repositoryId: '123456', tag: 'v1.2.3', firstRunId: '9000' };
  const state = { recoveryId: recoveryId(key), seq: 1, run, failure };
  const input = { state, target, tagCommit: commit, interested: [], reason: 'x', now: now() };
  const plan = planRollback(input, POLICY);
  const approval = { planDigest: plan.digest, by: '3', at: now(), evidence: 'url' };
  const actor = { kind: 'human' as const, id: '3' };
  return { type: 'rollback.requested', actor, target, isTargetGood: true, plan, approval };
}

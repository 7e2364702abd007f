import { lastAttempt } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEASE_MS } from '../src/session.ts';
import { ALONE, APPROVED, openRecoveryWorld, type RecoveryWorld } from './recovery-world.ts';

let world: RecoveryWorld;
beforeEach(async () => {
  world = await openRecoveryWorld();
});
afterEach(async () => {
  expect(world.scene.github.violations).toEqual([]);
  await world.close();
});

const RERUN = () => `/actions/runs/${world.scene.run.id}/rerun`;

describe('a recovery that is carried out (spec 2.4, S3.4)', () => {
  test('failed, rerun, passed: recovered, and everything is told in order', async () => {
    await world.fail('attestation_missing');
    expect(await world.recover()).toMatchObject({
      outcome: 'waiting',
      state: { state: 'rerunning', run: { attempt: 2 }, outbox: [] },
    });
    expect(world.posts()).toEqual([RERUN()]);
    world.finish('pass');
    const { outcome, state } = await world.recover();
    expect(outcome).toBe('over');
    expect(state).toMatchObject({ state: 'recovered', builds: 1, outbox: [] });
    expect(state).not.toHaveProperty('holder');
    expect(world.names().filter((name) => name !== 'record' && name !== 'write-manifest')).toEqual([
      'set-deadline',
      'set-deadline',
      'validate-run',
      'set-deadline',
      'cancel-pending',
      'close-issue',
      'resolve-alert',
    ]);
    expect(world.tasks.flatMap((task) => (task.name === 'record' ? [task.to] : []))).toEqual([
      'detected',
      'requesting',
      'rerunning',
      'verifying',
      'recovered',
    ]);
  });

  test('S3.6: it says in the manifest that a rerun is under way before it asks for one', async () => {
    await world.fail('attestation_missing');
    await world.recover();
    const at = world.tasks.findIndex(
      (task) => task.name === 'write-manifest' && task.id.includes('/2/'),
    );
    expect(at).toBeGreaterThan(0);
    expect(world.names().slice(at + 1)).toContain('set-deadline');
  });

  test('going on when there is nothing to do changes nothing', async () => {
    await world.fail('attestation_missing');
    const first = await world.recover();
    const told = world.tasks.length;
    expect(await world.recover()).toMatchObject({ outcome: 'waiting', state: first.state });
    expect(world.posts()).toHaveLength(1);
    expect(world.tasks).toHaveLength(told);
  });

  test('an answer that was lost is looked for, and the rerun not sent again', async () => {
    await world.fail('attestation_missing');
    world.scene.github.setFault(({ method }) =>
      method === 'POST' ? { kind: 'reset' } : undefined,
    );
    expect(await world.recover()).toMatchObject({
      outcome: 'waiting',
      state: { state: 'rerunning' },
    });
    expect(world.posts()).toHaveLength(1);
    expect(world.scene.run.attempts).toHaveLength(2);
  });

  test('a request that was lost is sent again only when GitHub surely has not had it', async () => {
    await world.fail('attestation_missing');
    world.scene.github.setOutage(({ method }, count) =>
      method === 'POST' && count === 1 ? { kind: 'reset' } : undefined,
    );
    expect(await world.recover()).toMatchObject({
      outcome: 'unresolved',
      state: { state: 'requesting', intent: { isOpen: true } },
    });
    expect(await world.recover()).toMatchObject({ outcome: 'unresolved' });
    expect(world.posts()).toHaveLength(1);
    world.scene.clock.advance(61_000);
    expect(await world.recover()).toMatchObject({ state: { state: 'rerunning' } });
    expect(world.scene.run.attempts).toHaveLength(2);
  });

  test('an outcome that nobody can find out goes to a person, and is looked for before anything else is done', async () => {
    await world.fail('attestation_missing');
    // it was done; only the answers are lost, all of them
    world.scene.github.setFault(({ method }) =>
      method === 'POST' ? { kind: 'reset' } : undefined,
    );
    world.scene.github.setOutage(({ method, path }) =>
      method === 'GET' && path.endsWith(`/runs/${world.scene.run.id}`) && world.posts().length > 0
        ? { kind: 'answer', status: 503 }
        : undefined,
    );
    expect(await world.recover()).toMatchObject({ outcome: 'unresolved' });
    world.scene.clock.advance(2 * 3_600_000);
    // the look is still to be done: until it says something, the deadline alone can end it
    expect(await world.recover()).toMatchObject({ outcome: 'unresolved' });
    world.scene.github.setFault(() => undefined);
    world.scene.github.setOutage(() => undefined);
    expect(await world.recover()).toMatchObject({
      state: { state: 'rerunning', run: { attempt: 2 } },
    });
    expect(world.posts()).toHaveLength(1);
  });

  test('S3.3: of two at the same time one acts, and the other says who does and stops', async () => {
    await world.fail('attestation_missing');
    const settled = await Promise.all([world.recover(), world.recover()]);
    expect(settled.map(({ outcome }) => outcome).toSorted()).toEqual(['held', 'waiting']);
    const held = settled.find(({ outcome }) => outcome === 'held');
    expect(held?.notes[0]).toMatch(/^held by process \d until 2026-02-01T09:0/);
    expect(world.posts()).toHaveLength(1);
  });

  test('who died keeps it for five minutes; then somebody else goes on', async () => {
    await world.fail('attestation_missing');
    await world.store.update(world.id(), (state) => {
      if (!state) throw new Error('there is one');
      const until = new Date(world.scene.clock.now() + LEASE_MS).toISOString();
      return { ...state, holder: { id: 'who died', until } };
    });
    expect(await world.recover()).toMatchObject({ outcome: 'held', holder: { id: 'who died' } });
    world.scene.clock.advance(LEASE_MS);
    expect(await world.recover()).toMatchObject({ state: { state: 'rerunning' } });
  });

  test('a port that fails leaves everything as far as it came, and the next one goes on from there', async () => {
    await world.fail('attestation_missing');
    const ports = world.portsOf();
    const { settle } = await import('../src/interpret.ts');
    const failing = {
      ...ports,
      perform: async () => {
        throw new Error('the manifest cannot be written');
      },
    };
    await expect(settle(world.id(), failing, ALONE)).rejects.toThrow(
      'the manifest cannot be written',
    );
    expect(world.posts()).toEqual([]);
    expect(await world.recover()).toMatchObject({ state: { state: 'rerunning' } });
  });

  test('a wait is over by time, and a deadline passes', async () => {
    await world.fail('upstream_unavailable');
    lastAttempt(world.scene.run).jobs = [
      {
        id: 1,
        name: 'provenance-validate',
        status: 'completed',
        conclusion: 'failure',
        attempt: 1,
      },
    ];
    const { state } = await world.recover();
    expect(state).toMatchObject({
      state: 'waiting',
      wait: { cause: 'upstream', until: '2026-02-01T09:01:00.000Z' },
    });
    world.scene.clock.advance(60_000);
    expect(await world.recover()).toMatchObject({ state: { state: 'verifying' } });
    expect(world.names()).toContain('revalidate');
    world.scene.clock.advance(86_400_000);
    expect(await world.recover()).toMatchObject({ state: { state: 'manual' } });
    expect(world.tasks.findLast(({ name }) => name === 'escalate')).toMatchObject({
      cause: 'deadline',
    });
  });

  test('an approval is waited for, and an event that means nothing is noted', async () => {
    await world.fail('attestation_missing');
    const events = [{ type: 'run.lost', runId: '1', attempt: 1, reason: 'cancelled' }] as const;
    const settled = await world.recover({ policy: APPROVED, events });
    expect(settled).toMatchObject({ outcome: 'waiting', state: { state: 'awaiting-approval' } });
    expect(settled.notes).toEqual(['run.lost means nothing while it is detected']);
  });
});

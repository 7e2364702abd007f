import { editComment, lastAttempt, RECOVERY_TOKEN } from '@provkit/testkit/github';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entriesOf } from '../src/manifest-mapping.ts';
import { DAY_MS } from './adapters/github/fixture.ts';
import { GOOD, openRecoveryWorld, type RecoveryWorld, WRONG } from './recovery-world.ts';

let world: RecoveryWorld;
beforeEach(async () => {
  world = await openRecoveryWorld();
});
afterEach(async () => {
  expect(world.scene.github.violations).toEqual([]);
  await world.close();
});

const now = async () => (await world.recover()).state;
const blocked = async () => {
  await world.fail('subject_mismatch', WRONG);
  expect((await now()).state).toBe('blocked');
};

describe('what people alone decide (spec 2.4, S6.1, T4)', () => {
  test('a recovery is dismissed once somebody else approved, for good, with who, why and where', async () => {
    await blocked();
    const digest = await world.ask('dismiss', 'the release was withdrawn');
    expect(await now()).toMatchObject({ state: 'blocked', request: { digest } });
    world.say('approve', digest);
    const { outcome, state } = await world.recover();
    expect(outcome).toBe('over');
    expect(state).toMatchObject({
      state: 'dismissed',
      note: expect.stringMatching(/^the release/),
    });
    expect(state.note).toMatch(/withdrawn \(3, https:.*#issuecomment-\d+\)$/);
    expect(state).not.toHaveProperty('request');
    expect(entriesOf(state)[0]).toMatchObject({ status: 'blocked', notes: state.note });
    const record = world.tasks.findLast((task) => task.name === 'record');
    expect(record).toMatchObject({
      to: 'dismissed',
      event: { actor: { kind: 'human', id: '3' }, by: '3', planDigest: digest },
    });
    expect(await world.ask('unblock')).toBe('nothing was asked');
    expect((await now()).state).toBe('dismissed');
  });

  test.each([
    ['who asks', 4, '4', 'self_approval'],
    ['who wrote the release', 2, '4', 'self_approval'],
    ['somebody who is not of the team', 9, '4', 'not_in_team'],
  ])('is not decided by %s, who is told why', async (_, userId, requester, problem) => {
    await blocked();
    world.say('approve', await world.ask('dismiss', 'false alarm', requester), userId);
    const { state, notes } = await world.recover();
    expect(state.state).toBe('blocked');
    expect(notes).toEqual([
      expect.stringMatching(new RegExp(`^https:.*#issuecomment-\\d+ does not count: ${problem}$`)),
    ]);
  });

  test('is not decided by the approval of the other decision, of another reason, or of an edited word', async () => {
    await blocked();
    const unblock = await world.ask('unblock');
    const dismiss = await world.ask('dismiss', 'false alarm');
    world.say('approve', unblock);
    expect((await now()).state).toBe('blocked');
    const other = await world.ask('dismiss', 'another reason');
    world.say('approve', dismiss);
    expect((await now()).state).toBe('blocked');
    const said = world.scene.project.comments.length;
    world.say('approve', 'f'.repeat(64));
    const comment = world.scene.project.comments[said];
    if (!comment) throw new Error('nothing was said');
    editComment(world.scene.project, comment, `/approve ${other}`);
    expect((await now()).state).toBe('blocked');
  });

  test('a denial stops it, whoever approved', async () => {
    await blocked();
    const digest = await world.ask('dismiss', 'false alarm');
    world.say('approve', digest);
    world.say('deny', digest);
    const { state, notes } = await world.recover();
    expect(state.state).toBe('blocked');
    expect(notes).toEqual([expect.stringMatching(/^denied by 3: https:.*#issuecomment-\d+$/)]);
  });

  test('its time is over after a day, and it is asked for anew', async () => {
    await blocked();
    const digest = await world.ask('dismiss', 'false alarm');
    world.scene.clock.advance(2 * DAY_MS);
    world.say('approve', digest);
    expect((await now()).state).toBe('blocked');
    const again = await world.ask('dismiss', 'false alarm');
    expect(again).not.toBe(digest);
    world.say('approve', again);
    expect((await now()).state).toBe('dismissed');
  });

  test('asked for again it stays as it is, so that what was said counts; who asks then has no say either', async () => {
    await blocked();
    const digest = await world.ask('dismiss', 'false alarm');
    world.scene.clock.advance(60_000);
    expect(await world.ask('dismiss', 'false alarm')).toBe(digest);
    expect(await world.ask('dismiss', 'false alarm', '3')).not.toBe(digest);
    world.say('approve', digest);
    expect((await now()).state).toBe('blocked');
  });

  test('what becomes known meanwhile makes it void', async () => {
    await world.fail('release_mismatch');
    expect((await now()).state).toBe('manual');
    const digest = await world.ask('dismiss', 'false alarm');
    world.verdicts.push({
      runId: '9000',
      attempt: 1,
      verdict: 'fail',
      reason: 'subject_mismatch',
      digest: WRONG,
      at: new Date(world.scene.clock.now() + 1).toISOString(),
    });
    world.say('approve', digest);
    expect(await now()).toMatchObject({ state: 'manual', isSecurity: true });
    const anew = await world.ask('dismiss', 'false alarm');
    expect(anew).not.toBe(digest);
    world.say('approve', anew);
    expect((await now()).state).toBe('dismissed');
  });

  test('a release whose tag is gone can be dismissed; a tag that comes back or moves makes it void', async () => {
    await blocked();
    const { refs } = world.scene.project;
    const tag = refs.get('refs/tags/v1.2.3');
    if (!tag) throw new Error('no tag');
    refs.delete('refs/tags/v1.2.3');
    const digest = await world.ask('dismiss', 'withdrawn');
    world.say('approve', digest);
    refs.set('refs/tags/v1.2.3', tag);
    expect((await now()).state).toBe('blocked');
    refs.delete('refs/tags/v1.2.3');
    expect((await now()).state).toBe('dismissed');
  });

  test('asked for again after the tag moved it is another question: the old one could never be approved', async () => {
    await blocked();
    const { refs } = world.scene.project;
    const digest = await world.ask('dismiss', 'false alarm');
    refs.delete('refs/tags/v1.2.3');
    const anew = await world.ask('dismiss', 'false alarm');
    expect(anew).not.toBe(digest);
    world.say('approve', anew);
    expect((await now()).state).toBe('dismissed');
  });

  test('a long reason leaves who approved it, and where, as they are, and halves no character', async () => {
    await blocked();
    world.say('approve', await world.ask('dismiss', `x${'\u{1F4A5}'.repeat(4000)}`));
    const { state, note = '' } = await now();
    expect(state).toBe('dismissed');
    expect(note).toMatch(/^x\u{1F4A5}+… \(3, https:.*#issuecomment-\d+\)$/u);
    expect(note.length).toBeLessThanOrEqual(4096);
  });

  test('the pass of another artifact of the run does not keep it from being heard, nor time from passing', async () => {
    await world.fail('release_mismatch', WRONG);
    expect((await now()).state).toBe('manual');
    world.finish('pass', { digest: GOOD });
    world.say('approve', await world.ask('dismiss', 'false alarm'));
    expect((await now()).state).toBe('dismissed');
  });

  test('T4: members of the team that cannot be read decide nothing', async () => {
    await blocked();
    world.say('approve', await world.ask('dismiss', 'false alarm'));
    world.scene.project.tokens.set(RECOVERY_TOKEN, {
      userId: 1,
      permissions: new Set(['actions: read', 'contents: read', 'issues: read']),
    });
    expect((await now()).state).toBe('blocked');
  });
});

describe('a later release of the lineage that passed (spec 2.4)', () => {
  const later = (changes: object = {}) => ({
    tag: 'v1.2.4',
    runId: '9700',
    verifiedAt: new Date(world.scene.clock.now() + 60_000).toISOString(),
    ...changes,
  });

  test('supersedes what is blocked by a second failure, and closes its Issue', async () => {
    await world.fail('attestation_missing');
    await now();
    world.finish('fail');
    expect((await now()).state).toBe('blocked');
    world.passed.push(later());
    const { outcome, state } = await world.recover();
    expect(outcome).toBe('over');
    expect(state).toMatchObject({
      state: 'superseded',
      supersededBy: { tag: 'v1.2.4', runId: '9700' },
    });
    expect(world.names()).toContain('close-issue');
    expect(entriesOf(state)[0]).toMatchObject({
      status: 'blocked',
      supersededBy: { tag: 'v1.2.4', runId: '9700' },
    });
    const notes = await world.recover();
    expect(notes.notes).toEqual([]);
  });

  test('T3: leaves a breach to people, whatever passes after it', async () => {
    await blocked();
    world.passed.push(later({ digest: `sha256:${'d'.repeat(64)}` }));
    expect((await now()).state).toBe('blocked');
  });

  test('T3: nor does it close a breach of a run that is under way, of which only the log knows yet', async () => {
    await world.fail('attestation_missing');
    expect((await now()).state).toBe('rerunning');
    const { runId, attempt } = (await now()).run;
    const at = new Date(world.scene.clock.now() + 1).toISOString();
    const reason = 'subject_mismatch';
    world.verdicts.push({ runId, attempt, verdict: 'fail', reason, digest: WRONG, at });
    world.passed.push(later());
    expect((await now()).state).toBe('rerunning');
    lastAttempt(world.scene.run).status = 'completed';
    lastAttempt(world.scene.run).conclusion = 'failure';
    expect(await now()).toMatchObject({ state: 'blocked', blockedBy: 'security' });
  });

  test('waits for a run that is under way and has passed already: it is not withdrawn', async () => {
    await world.fail('attestation_missing');
    const { runId, attempt } = (await now()).run;
    const at = new Date(world.scene.clock.now() + 1).toISOString();
    world.verdicts.push({ runId, attempt, verdict: 'pass', digest: GOOD, at });
    world.passed.push(later());
    expect((await now()).state).toBe('rerunning');
    lastAttempt(world.scene.run).status = 'completed';
    lastAttempt(world.scene.run).conclusion = 'success';
    expect((await now()).state).toBe('recovered');
  });

  test.each([
    ['an older release', { tag: 'v1.2.2' }],
    ['a release of an older run, however late it was validated', { tag: 'v1.3.0', runId: '8000' }],
    ['another line', { tag: 'v2.0.0' }],
    ['a prerelease', { tag: 'v1.2.4-rc.1' }],
    ['the release itself', { tag: 'v1.2.3', runId: '9000' }],
    ['an older run of it', { tag: 'v1.2.3', runId: '8000' }],
    ['what passed before it failed', { verifiedAt: '2020-01-01T00:00:00.000Z' }],
  ])('%s supersedes nothing', async (_, changes) => {
    await world.fail('release_mismatch');
    world.passed.push(later(changes));
    const { state, notes } = await world.recover();
    expect(state.state).toBe('manual');
    expect(notes).toEqual([]);
  });
});

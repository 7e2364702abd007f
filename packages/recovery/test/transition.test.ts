import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventType } from '../src/recovery-state.ts';
import { STATE_NAMES, type StateName } from '../src/states.ts';
import { TABLE } from '../src/table.ts';
import { transition } from '../src/transition.ts';
import {
  AT,
  AUTO,
  BAD,
  decisionOf,
  eventOf,
  ID,
  planOf,
  RERUN,
  ROBOT,
  stateOf,
} from './recovery-fixture.ts';
import { outcomeOf, VARIANTS } from './transition-cases.ts';
import { typical } from './transition-situations.ts';

/** One row for every state and event: `state | variant → next state: effects | …`, `-` where nothing moves it. */
const ROWS = readFileSync(join(import.meta.dirname, 'transition-rows.txt'), 'utf8')
  .split('\n\n')
  .flatMap((block) => {
    const [event = '', ...lines] = block.trim().split('\n');
    return lines.map((line) => {
      const [state = '', ...outcomes] = line.trim().split(' | ');
      return [state as StateName, event as EventType, outcomes] as const;
    });
  });

describe('the transition table (spec 2.4)', () => {
  test('has a row here for every state and every event', () => {
    const all = Object.keys(VARIANTS).flatMap((event) =>
      STATE_NAMES.map((state) => `${state} ${event}`),
    );
    expect(ROWS.map(([state, event]) => `${state} ${event}`).toSorted()).toEqual(all.toSorted());
    expect(all).toHaveLength(14 * 20);
  });

  test.each(ROWS)('%s, %s: %j', (state, event, outcomes) => {
    const moved = VARIANTS[event].flatMap((variant) => {
      const outcome = outcomeOf(state, variant);
      return outcome === '-' ? [] : [`${variant.name} → ${outcome}`];
    });
    expect(moved.length > 0 ? moved : ['-']).toEqual(outcomes);
  });

  test('no row of it is dead: each decides some case', () => {
    const taken = new Set<string>();
    for (const [state, event] of ROWS) {
      for (const variant of VARIANTS[event]) {
        const outcome = outcomeOf(state, variant);
        if (outcome !== '-') taken.add(`${state} ${event} ${outcome.split(':')[0]}`);
      }
    }
    const rows = TABLE.map(({ from, on, to }) => `${from} ${on} ${to}`);
    expect(rows.filter((row) => !taken.has(row))).toEqual([]);
  });
});

describe('a transition', () => {
  test('stores an intent before the act, under the id of the act (spec 2, effect ids)', () => {
    const [state, effects] = transition(
      stateOf(),
      eventOf({ type: 'planned', plan: planOf({ needsApproval: false }) }),
      AUTO,
    );
    expect(effects.map(({ id }) => id)).toEqual(
      ['record', 'write-manifest', 'store-intent', 'act', 'set-deadline'].map(
        (name) => `${ID}/2/${name}`,
      ),
    );
    expect(state).toMatchObject({
      seq: 2,
      state: 'requesting',
      mechanism: 'rerun-all',
      intent: { effectId: `${ID}/2/act`, action: RERUN, isOpen: true, initiation: 'automated' },
      outbox: effects,
      deadline: '2026-02-01T10:01:00.000Z',
    });
  });

  test('what it ignores says why, and changes nothing', () => {
    const state = stateOf({ state: 'recovered' });
    const [after, [note]] = transition(state, eventOf({ type: 'wait.elapsed' }), AUTO);
    expect(after).toBe(state);
    expect(note).toEqual({
      id: `${ID}/1/note-ignored`,
      name: 'note-ignored',
      event: 'wait.elapsed',
      why: 'the recovery is over: it is recovered',
    });
    const [, [why]] = transition(
      stateOf({ state: 'blocked' }),
      eventOf({ type: 'unblocked', ...decisionOf('unblock'), actor: ROBOT }),
      AUTO,
    );
    expect(why).toMatchObject({
      why: 'unblocked moves it from blocked only when: by a person and approved by another',
    });
  });

  test('an approved plan is manual, and who approved it is recorded', () => {
    const approval = { planDigest: planOf().digest, by: '3', at: AT, evidence: 'url' };
    const [state, [record]] = transition(
      typical('awaiting-approval'),
      eventOf({ type: 'approval.granted', approval }),
      AUTO,
    );
    expect(state.intent).toMatchObject({ initiation: 'manual' });
    expect(record).toMatchObject({
      from: 'awaiting-approval',
      to: 'requesting',
      event: { by: '3', evidence: 'url', planDigest: planOf().digest },
    });
  });

  test('a confirmed rerun becomes the run that counts, and the one before it is kept', () => {
    const [state] = transition(
      typical('requesting'),
      eventOf({
        type: 'effect.confirmed',
        effectId: 'the-effect',
        run: { runId: '9000', attempt: 2 },
      }),
      AUTO,
    );
    expect(state).toMatchObject({
      run: { tag: 'v1.2.3', runId: '9000', attempt: 2 },
      previousRuns: [{ runId: '9000', attempt: 1 }],
      builds: 1,
      rerunId: 'the-effect',
      intent: { isOpen: false },
    });
  });

  test('a breach stays one, whatever fails after it; and its artifact is remembered', () => {
    const breach = eventOf({
      type: 'failure.recorded',
      runId: '9000',
      attempt: 1,
      digest: BAD,
      reason: 'subject_mismatch',
      verdict: 'fail',
    });
    const [state] = transition(typical('manual'), breach, AUTO);
    expect(state).toMatchObject({ state: 'manual', isSecurity: true, tainted: [BAD] });
    const [after] = transition(
      state,
      eventOf({ type: 'unblocked', ...decisionOf('unblock', state) }),
      AUTO,
    );
    expect(after).toMatchObject({ state: 'detected', isSecurity: true, tainted: [BAD], builds: 0 });
  });

  test('closing takes along what was still to be done, but for what is to be recorded', () => {
    const outbox = [
      { id: 'a', name: 'replan' as const },
      { id: 'b', name: 'write-manifest' as const },
    ];
    const [state] = transition(
      stateOf({ outbox }),
      eventOf({ type: 'validation.passed', runId: '9000', attempt: 1 }),
      AUTO,
    );
    expect(state.outbox.map(({ id }) => id)).not.toContain('a');
    expect(state.outbox[0]).toEqual({ id: 'b', name: 'write-manifest' });
  });

  test('waits grow with their number, and are spread by the random value that comes with the event', () => {
    const undecided = (random?: number) =>
      eventOf({
        type: 'validation.inconclusive',
        runId: '9000',
        attempt: 1,
        reason: 'rate_limited',
        ...(random !== undefined && { random }),
      });
    const untilOf = (waits: number, random?: number) =>
      transition({ ...typical('verifying'), waits }, undecided(random), AUTO)[0].wait;
    expect(untilOf(0)).toEqual({ cause: 'upstream', until: '2026-02-01T09:03:00.000Z' });
    expect(untilOf(2)).toEqual({ cause: 'upstream', until: '2026-02-01T09:09:00.000Z' });
    expect(untilOf(2, 0.25)).toEqual({ cause: 'upstream', until: '2026-02-01T09:03:00.000Z' });
  });
});

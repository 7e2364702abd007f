import { createEvent, type Event, parseEvent } from '@provkit/metrics';
import { describe, expect, it } from 'vitest';
import { invalid } from './refusals.ts';
import { DRAFTS, HASH } from './samples.ts';

describe('the rules across an event’s fields', () => {
  it('spec 3.1: refuses an id that is not the hash of the natural key', () => {
    const event: Event = { ...createEvent(DRAFTS['recovery.closed']), id: HASH };
    expect(() => parseEvent(event)).toThrow(invalid('/id'));
  });

  it('refuses a pass that has a reason, and a pass that has a class', () => {
    const draft = { ...DRAFTS['validation.completed'], verdict: 'pass' as const };
    expect(() => createEvent({ ...draft, class: null })).toThrow(invalid('/failure_reason'));
    expect(() => createEvent({ ...draft, failure_reason: null })).toThrow(
      invalid('/failure_reason'),
    );
    const pass = createEvent({ ...draft, failure_reason: null, class: null });
    expect(pass.verdict).toBe('pass');
  });

  it('refuses a failure without a reason, and without a class', () => {
    const draft = DRAFTS['validation.completed'];
    expect(() => createEvent({ ...draft, failure_reason: null })).toThrow(
      invalid('/failure_reason'),
    );
    expect(() => createEvent({ ...draft, class: null })).toThrow(invalid('/failure_reason'));
  });

  it('takes an inconclusive validation with a reason or without one', () => {
    const draft = { ...DRAFTS['validation.completed'], verdict: 'inconclusive' as const };
    const reason = { failure_reason: 'rate_limited', class: 'transient' } as const;
    expect(createEvent({ ...draft, ...reason }).failure_reason).toBe('rate_limited');
    expect(createEvent({ ...draft, failure_reason: null, class: null }).class).toBe(null);
  });

  it('spec 3.2: refuses an acknowledgement by a bot', () => {
    const actor = { kind: 'automated', id: 'bot' } as const;
    const draft = { ...DRAFTS['alert.acknowledged'], actor };
    expect(() => createEvent(draft)).toThrow(invalid('/actor/kind'));
    const named = { ...DRAFTS['alert.acknowledged'], by: 'github-actions[bot]' };
    expect(() => createEvent(named)).toThrow(invalid('/by'));
  });

  it('spec part 4: refuses an approved rerun that calls itself automated', () => {
    const draft = { ...DRAFTS['rerun.started'], approval_id: 'a1' };
    expect(() => createEvent(draft)).toThrow(invalid('/initiation'));
    expect(createEvent({ ...draft, initiation: 'manual' }).approval_id).toBe('a1');
  });

  it('refuses an outcome that no validation gave, unless the run was lost', () => {
    const draft = { ...DRAFTS['rerun.finished'], validation_id: null };
    expect(() => createEvent(draft)).toThrow(invalid('/validation_id'));
    expect(createEvent({ ...draft, outcome: 'lost' }).validation_id).toBe(null);
  });

  it('spec 3.2: refuses a finished rollback that names no run', () => {
    const draft = { ...DRAFTS['rollback.completed'], run_id: null };
    expect(() => createEvent(draft)).toThrow(invalid('/run_id'));
  });
});

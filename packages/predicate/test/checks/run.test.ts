import { describe, expect, test } from 'vitest';
import { checkRun } from '../../src/checks/run.ts';
import { checkInput, REPO } from './check-input.ts';

const release = (id: string, attempt = 1) => ({ release: { tag: 'v1.2.3', run: { id, attempt } } });

describe('check run (spec 1.3 #16, T10)', () => {
  test('holds for the expected run', () => {
    expect(checkRun(checkInput(release('42')))).toMatchObject({ status: 'pass' });
  });

  test('holds for an earlier attempt of it', () => {
    expect(checkRun(checkInput(release('42', 3)))).toMatchObject({ status: 'pass' });
  });

  test('is not applicable when no run was asked for', () => {
    expect(checkRun(checkInput({ release: { tag: 'v1.2.3' } })).status).toBe('not_applicable');
  });

  test.each([['4'], ['420'], ['7']])('fails for run %s', (id) => {
    expect(checkRun(checkInput(release(id)))).toMatchObject({
      status: 'fail',
      reason: 'run_mismatch',
      pointer: 'certificate .21',
    });
  });

  test('fails for a later attempt than the expected one', () => {
    const later = `${REPO}/actions/runs/42/attempts/2`;
    const input = checkInput({
      ...release('42', 1),
      claims: { runInvocationUri: later },
      change: (draft) => {
        draft.invocationId = later;
      },
    });
    expect(checkRun(input)).toMatchObject({ status: 'fail', actual: later });
  });

  test('fails when predicate and certificate name two attempts', () => {
    const input = checkInput({
      ...release('42', 2),
      change: (draft) => {
        draft.invocationId = `${REPO}/actions/runs/42/attempts/2`;
      },
    });
    expect(checkRun(input).status).toBe('fail');
  });

  test.each([
    [`${REPO}/actions/runs/42/attempts/`],
    [`${REPO}/actions/runs/42/attempts/01`],
    [`${REPO}/actions/runs/42/attempts/1/x`],
    [42],
    [undefined],
  ])('malformed: an invocation id %j fails', (invocationId) => {
    const input = checkInput({
      ...release('42'),
      change: (draft) => {
        draft.invocationId = invocationId;
      },
    });
    expect(checkRun(input).status).toBe('fail');
  });
});

import { claimPlace } from '../certificate/claims.ts';
import { fail, notApplicable, pass } from './check-result.ts';
import type { StatementCheck } from './statement-check.ts';

/**
 * Whether the expected run built it, in an attempt no later than the expected one (spec.md 1.3 #16): artifacts of
 * another run of the same workflow are as genuine, and another release's.
 */
export const checkRun: StatementCheck = ({ build, claims, policy, release: { run } }) => {
  if (!run) return notApplicable('run', 'no run was asked for');
  const prefix = `${policy.repository}/actions/runs/${run.id}/attempts/`;
  const expected = `${prefix}${run.attempt > 1 ? `1 to ${run.attempt}` : '1'}`;
  const places = [
    { value: claims.runInvocationUri, pointer: claimPlace('runInvocationUri') },
    build.invocation ?? { value: undefined, pointer: build.buildType.invocation },
  ];
  for (const { value, pointer } of places) {
    const attempt = value?.startsWith(prefix) ? value.slice(prefix.length) : '';
    const isAccepted = /^[1-9][0-9]*$/.test(attempt) && Number(attempt) <= run.attempt;
    if (!isAccepted || value !== places[0]?.value) {
      const message = 'built by another run, or by a later attempt of it';
      return fail('run', { message, expected, actual: value ?? 'absent', pointer });
    }
  }
  const actual = places[0]?.value ?? '';
  return pass('run', {
    message: `built by run ${run.id}`,
    expected,
    actual,
    pointer: build.buildType.invocation,
  });
};

import { disagreeing } from '../build-types/read-build.ts';
import { claimPlace } from '../certificate/claims.ts';
import { fail, notApplicable, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

type Place = { readonly value: string | undefined; readonly pointer: string };

/**
 * Whether the expected run built it, in an attempt no later than the expected one (spec.md 1.3 #16): artifacts of
 * another run of the same workflow are as genuine, and another release's.
 */
export const checkRun: StatementCheck = (input) => {
  const { build, expectations, release } = input;
  const { run } = release;
  if (!run) return notApplicable('run', 'no run was asked for');
  const prefix = `${expectations.repository}/actions/runs/${run.id}/attempts/`;
  const expected = `${prefix}${run.attempt > 1 ? `1 to ${run.attempt}` : '1'}`;
  const built = builtBy(input);
  const attempt = attemptOf(built.value, prefix, `${run.id}-`);
  const isAccepted = attempt !== undefined && attempt <= run.attempt;
  const [row] = disagreeing(build, 'run');
  const other = isAccepted ? row && { value: row.stated, pointer: row.pointer } : built;
  const message = 'built by another run, or by a later attempt of it';
  if (other) {
    return fail('run', {
      message,
      expected,
      actual: other.value ?? 'absent',
      pointer: other.pointer,
    });
  }
  const { value: actual = '', pointer } = built;
  return pass('run', {
    message: `built by run ${run.id}, attempt ${attempt}`,
    expected,
    actual,
    pointer,
  });
};

/**
 * The certificate's word; where it has none (old ones, spec.md 1.9 D), the builder's, if only trusted workflows write
 * the build type: anybody else could write any run.
 */
function builtBy({ build, claims }: CheckInput): Place {
  const pointer = claimPlace('runInvocationUri');
  const { runInvocationUri } = claims;
  const { mayLackClaims, signers } = build.buildType;
  if (runInvocationUri !== undefined || !mayLackClaims || !signers) {
    return { value: runInvocationUri, pointer };
  }
  const row = build.rows.find(({ item, stated }) => item === 'run' && stated !== undefined);
  return { value: row?.stated, pointer: row?.pointer ?? pointer };
}

/** The attempt in `REPO/actions/runs/RUN/attempts/N`, or in `RUN-N` as SLSA v0.2 has it. */
function attemptOf(value: string | undefined, ...prefixes: readonly string[]): number | undefined {
  const prefix = prefixes.find((candidate) => value?.startsWith(candidate));
  const attempt = prefix === undefined ? '' : (value ?? '').slice(prefix.length);
  return /^[1-9][0-9]{0,8}$/.test(attempt) ? Number(attempt) : undefined;
}

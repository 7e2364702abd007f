import { type ClaimName, type Claims, claimPlace } from '../certificate/claims.ts';
import { fail, pass } from './check-result.ts';
import type { StatementCheck } from './statement-check.ts';

/** GitHub's runner, as the npm CLI names it. @see npm/cli workspaces/libnpmpublish lib/provenance.js */
const RUNNER = 'https://github.com/actions/runner/';

/**
 * Whether the builder is the expected one (S1.2c, spec.md 1.7): the id that the build type derives from the
 * certificate and, when the policy states one, exactly that.
 */
export const checkBuilder: StatementCheck = ({ build, claims, policy }) => {
  const { value: actual = 'absent', pointer = build.buildType.builderId } = build.builderId ?? {};
  const { expected: certified, claim } = certifiedBuilder(build.buildType.builderIs, claims);
  if (actual !== certified) {
    const message = `the predicate names another builder than the certificate (${claimPlace(claim)})`;
    return fail('builder', { message, expected: certified ?? 'absent', actual, pointer });
  }
  const { builderId = actual } = policy;
  if (actual !== builderId) {
    const message = 'built by another builder than the policy accepts';
    return fail('builder', { message, expected: builderId, actual, pointer });
  }
  return pass('builder', { message: `built by ${actual}`, expected: builderId, actual, pointer });
};

function certifiedBuilder(
  builderIs: 'signer' | 'runner',
  { buildSignerUri, runnerEnvironment }: Claims,
): { expected: string | undefined; claim: ClaimName } {
  if (builderIs === 'signer') return { expected: buildSignerUri, claim: 'buildSignerUri' };
  const expected = runnerEnvironment === undefined ? undefined : `${RUNNER}${runnerEnvironment}`;
  return { expected, claim: 'runnerEnvironment' };
}

import { askDecision, isDecidable, planDecision } from '@provkit/recovery';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';
import { requesterFrom } from './env.ts';
import type { Ports } from './ports.ts';
import { type RecoverableRelease, required } from './recover-release.ts';

/** What `recover` was told to have decided; `undefined`: nothing. @throws CliError USAGE: two things at once */
export function decisionOf(args: Arguments): 'unblock' | 'dismiss' | undefined {
  const [kind, other] = (['unblock', 'dismiss'] as const).filter((name) => args.has(name));
  const beside = other ?? (kind && args.has('plan') ? 'plan' : undefined);
  if (beside) throw new CliError('USAGE', `--${kind} and --${beside} exclude each other`);
  return kind;
}

/**
 * Asks people to decide that a recovery is taken up again, or closed for good (spec.md 2.4): keeps what they are asked, and says
 * how to approve it. It moves nothing; that does whoever finds the approval, this call or a later one.
 * @throws CliError USAGE: there is nothing of the kind to decide, or nobody knows who asks; RecoveryError
 */
export async function requestDecision(
  kind: 'unblock' | 'dismiss',
  release: RecoverableRelease,
  args: Arguments,
  { clock, env, stderr }: Pick<Ports, 'clock' | 'env' | 'stderr'>,
): Promise<void> {
  const { state, policy, recoveryId, states } = release;
  const reason = required(args, 'reason', 'TEXT');
  const requester = requesterFrom(env);
  if (!state) throw new CliError('USAGE', `there is no recovery to ${kind}`);
  if (!isDecidable(state.state, kind)) {
    throw new CliError('USAGE', `the recovery is ${state.state}: there is nothing to ${kind}`);
  }
  const { interested, tagCommit } = await release.ports.plan(state);
  if (kind === 'unblock' && tagCommit === undefined) {
    const problem = `there is no tag ${state.run.tag}, and so nothing to take up again`;
    throw new CliError('USAGE', `${problem}: make it anew, or --dismiss what was withdrawn`);
  }
  const now = new Date(clock.now()).toISOString();
  const all = [requester, ...interested]; // who asks first: lists have an end
  const plan = planDecision({ kind, state, tagCommit, interested: all, reason, now }, policy);
  const { request } = await askDecision(states, recoveryId, { ...plan, kind });
  if (request?.kind !== kind || request.seq !== state.seq) {
    throw new CliError('USAGE', 'the recovery went on meanwhile: ask again');
  }
  const what = `/approve ${request.digest}, ${placeOf(args)}, until ${request.expiresAt}`;
  stderr.write(`provkit: to ${kind} it somebody else must approve: ${what}\n`);
}

/** Where it is heard by whoever goes on in the same way. */
function placeOf(args: Arguments): string {
  const issue = args.one('issue');
  const gate = 'at the gate of the environment';
  return issue === undefined
    ? `${gate} (comments are heard with --issue N)`
    : `in a comment of Issue #${issue} or ${gate}`;
}

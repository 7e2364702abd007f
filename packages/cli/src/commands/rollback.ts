import { printableJson } from '@provkit/text';
import type { Arguments, Options } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import { requesterFrom } from '../env.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';
import { RECOVERY_OPTIONS } from './recovery-options.ts';

const OPTIONS = {
  ...RECOVERY_OPTIONS,
  'target-run-id': { value: 'N', help: 'the run of the release to go back to' },
} as const satisfies Options;

/** `provkit rollback`: asks for the way back, and goes on with it as far as it comes (S4.4 to S4.7). */
export const rollback: Command = {
  usage: 'rollback --manifest FILE --tag TAG --run-id N --target-run-id N --reason TEXT',
  description: [
    'Asks to bring the content of a release that passed back to the release branch. It always needs',
    'approval; then a pull request is opened, validated, and may be merged only after that. Run',
    'recover --resume to go on. Only a release that a validation in the event log passed is gone',
    'back to.',
  ],
  options: OPTIONS,
  examples: [
    'provkit rollback --manifest manifest.json --tag v1.2.3 --run-id 8123456789 --target-run-id 8100000000 --reason "broken login"',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const { openRecoverable, required } = await import('../recover-release.ts');
  const targetRunId = required(args, 'target-run-id', 'N');
  const reason = required(args, 'reason', 'TEXT');
  const release = await openRecoverable(args, ports);
  const { passedReleases } = await import('../map/passed-releases.ts');
  // T2: what the manifest says of itself is no evidence, nor is the last of several artifacts that of all
  const passed = passedReleases(release.manifest, release.verdicts);
  const good = passed.find(({ runId }) => runId === targetRunId);
  const target = release.manifest.entries.find(
    ({ tag, run_id }) => run_id === targetRunId && (!good || tag === good.tag),
  );
  if (!target) throw new CliError('USAGE', `the manifest has no run ${targetRunId}`);
  const state = release.state ?? (await release.begin());
  const { planRollback, settle } = await import('@provkit/recovery');
  const id = requesterFrom(ports.env);
  const planned = await release.ports.plan(state);
  const plan = planRollback(
    {
      state,
      target: { tag: target.tag, runId: targetRunId, commit: target.sha },
      tagCommit: planned.tagCommit,
      interested: [id, ...planned.interested],
      reason,
      now: new Date(ports.clock.now()).toISOString(),
    },
    release.policy,
  );
  const event = {
    type: 'rollback.requested' as const,
    actor: { kind: 'human' as const, id },
    target: { tag: target.tag, runId: targetRunId, commit: target.sha },
    isTargetGood: good !== undefined,
    plan,
  };
  const settled = await settle(release.recoveryId, release.ports, release.policy, [event]);
  const { recoveryText, recoveryExit } = await import('../format-recovery.ts');
  const isJson = args.one('format') === 'json';
  ports.stdout.write(isJson ? `${printableJson(settled)}\n` : recoveryText(settled));
  return recoveryExit(settled);
}

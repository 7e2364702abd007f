import { printableJson } from '@provkit/text';
import type { Arguments, Options } from '../args/option.ts';
import { CliError } from '../cli-error.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';
import { RECOVERY_OPTIONS } from './recovery-options.ts';

const OPTIONS = {
  ...RECOVERY_OPTIONS,
  plan: { help: 'say what would be done and why, and do nothing' },
  resume: { help: 'go on with a recovery that was begun; refuse to begin one' },
  unblock: { help: 'ask to take up again what is manual or blocked; somebody else must approve' },
  dismiss: {
    help: 'ask to close what is manual, blocked or awaits approval, for good; somebody else must approve',
  },
  commit: {
    value: 'SHA',
    help: 'a reviewed commit to build from, after a breach or with a fixed workflow',
  },
  'workflow-fix': {
    help: 'the workflow file is what has to change: a rerun would keep the old one',
  },
} as const satisfies Options;

/** `provkit recover`: goes on with the recovery of a release as far as it comes (S3). */
export const recover: Command = {
  usage:
    'recover --manifest FILE --tag TAG --run-id N --reason TEXT [--plan | --resume | --unblock | --dismiss]',
  description: [
    'Plans what to do about a release whose provenance failed, asks for approval where the policy',
    'needs it, reruns or dispatches it once, and follows it until it is recovered, blocked or waits.',
    'Run it again to go on: every step is stored before it is taken, and a request is never sent',
    'twice. A later release of the lineage that passed supersedes it. What is manual or blocked only',
    'people move: --unblock and --dismiss ask for it, and say what to approve; run it again to go on.',
    'Exit code 0: it is over, or goes on by itself; 1: blocked; 3: a person or a later look',
    'is needed.',
  ],
  options: OPTIONS,
  examples: [
    'provkit recover --manifest manifest.json --tag v1.2.3 --run-id 8123456789 --reason "log was down" --plan',
    'provkit recover --manifest manifest.json --tag v1.2.3 --run-id 8123456789 --resume',
    'provkit recover --manifest manifest.json --tag v1.2.3 --run-id 8123456789 --dismiss --reason "withdrawn" --issue 17',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const isResumed = args.has('resume');
  if (!isResumed && !args.has('plan') && !args.one('reason')?.trim()) {
    throw new CliError('USAGE', '--reason is missing: say why, or --resume what was begun');
  }
  const { openRecoverable } = await import('../recover-release.ts');
  const { decisionOf, requestDecision } = await import('../request-decision.ts');
  const decision = decisionOf(args);
  const release = await openRecoverable(args, ports);
  const { recoveryText, recoveryExit } = await import('../format-recovery.ts');
  if (isResumed && !release.state) {
    throw new CliError(
      'USAGE',
      'there is no recovery to go on with: leave --resume away to begin one',
    );
  }
  if (args.has('plan')) return (await import('../show-plan.ts')).showPlan(args, release, ports);
  if (decision) await requestDecision(decision, release, args, ports);
  else {
    await release.begin().catch((error: unknown) => {
      // one that is under way needs no failure any more
      if (!release.state) throw error;
    });
  }
  const { settle } = await import('@provkit/recovery');
  const settled = await settle(release.recoveryId, release.ports, release.policy);
  const isJson = args.one('format') === 'json';
  ports.stdout.write(isJson ? `${printableJson(settled)}\n` : recoveryText(settled));
  return recoveryExit(settled);
}

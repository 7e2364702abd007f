import type { Settled } from '@provkit/recovery';
import { printable } from '@provkit/text';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';

/** How far a recovery came, for people. Pure. */
export function recoveryText({ state, outcome, notes, holder }: Settled): string {
  const { tag, runId, attempt } = state.run;
  const lines = [
    `${tag}, run ${runId}, attempt ${attempt}: ${state.state} (${outcome})`,
    ...(holder ? [`somebody else works on it: ${holder.id}, until ${holder.until}`] : []),
    ...(state.plan ? [`plan: ${state.plan.kind}, digest ${state.plan.digest}`] : []),
    ...(state.plan?.reasons ?? []).map(({ path, code, detail }) => `  ${path}: ${code}: ${detail}`),
    ...(state.wait ? [`waits for ${state.wait.cause} until ${state.wait.until}`] : []),
    ...(state.request?.seq === state.seq
      ? [
          `asked: ${state.request.kind}, /approve ${state.request.digest} (until ${state.request.expiresAt})`,
        ]
      : []),
    ...(state.supersededBy
      ? [`superseded by ${state.supersededBy.tag}, run ${state.supersededBy.runId}`]
      : []),
    ...(state.blockedBy ? [`blocked: ${state.blockedBy}`] : []),
    ...notes.map((note) => `note: ${note}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** 0: it goes on by itself, or is over; 1: blocked; 3: a person, or another look, is needed. Pure. */
export function recoveryExit({ state, outcome }: Settled): ExitCode {
  if (outcome === 'held' || outcome === 'unresolved') return EXIT_CODES.inconclusive;
  if (state.state === 'blocked') return EXIT_CODES.fail;
  const isOpen = state.state === 'manual' || state.state === 'awaiting-approval';
  return isOpen ? EXIT_CODES.inconclusive : EXIT_CODES.pass;
}

import { printable, printableJson } from '@provkit/text';
import type { Arguments } from './args/option.ts';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Ports } from './ports.ts';
import type { RecoverableRelease } from './recover-release.ts';

/** `recover --plan`: what would be done and why; nothing is done, and nothing but the opening is stored. */
export async function showPlan(
  args: Arguments,
  release: RecoverableRelease,
  { stdout }: Pick<Ports, 'stdout'>,
): Promise<ExitCode> {
  const state = release.state ?? (await release.begin());
  const plan = await release.ports.plan(state);
  if (args.one('format') === 'json') {
    stdout.write(`${printableJson(plan)}\n`);
    return EXIT_CODES.pass;
  }
  const reasons = plan.reasons.map(({ path, code, detail }) => `  ${path}: ${code}: ${detail}`);
  const approval = plan.needsApproval ? ', which needs approval' : '';
  stdout.write(`${[`plan: ${plan.kind}${approval}`, ...reasons].map(printable).join('\n')}\n`);
  return EXIT_CODES.pass;
}

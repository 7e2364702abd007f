import type { VsaInput } from '../adapters/write-vsa.ts';
import type { VsaRequest } from '../args/vsa-options.ts';
import type { Ports } from '../ports.ts';

/** What is known once everything was looked at; without `trust` nothing was decided. */
export type Decided = Omit<VsaInput, 'trust'> & Partial<Pick<VsaInput, 'trust'>>;

/** States what was decided, says so on `stderr`, and returns whether all that was to be stated was. */
export type StateDecision = (decided: Decided | 'self-check-failed') => Promise<boolean>;

/**
 * Makes ready for a summary: from here on none of an earlier call lies there.
 * @throws CliError USAGE, FILE_UNREADABLE, FILE_UNWRITABLE
 */
export async function prepareSummary(
  request: VsaRequest,
  inputs: readonly string[],
  ports: Ports,
): Promise<StateDecision> {
  const { prepareVsa, writeVsa } = await import('../adapters/write-vsa.ts');
  const prepared = await prepareVsa(request, inputs, ports.cwd);
  return async (decided) => {
    if (decided === 'self-check-failed' || !decided.trust) {
      const why = decided === 'self-check-failed' ? 'the self-check failed' : 'nothing was decided';
      ports.stderr.write(`${request.file}: not written, for ${why}\n`);
      return true;
    }
    const { printable } = await import('@provkit/text');
    const { line, isMissing } = await writeVsa(
      prepared,
      { ...decided, trust: decided.trust },
      ports,
    );
    ports.stderr.write(`${printable(line)}\n`);
    return !isMissing;
  };
}

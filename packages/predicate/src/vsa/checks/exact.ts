import type { Finding } from '../../checks/check-result.ts';
import { fail, pass, type VsaCheckId, type VsaCheckResult } from '../catalog.ts';

/** A comparison of two texts byte for byte; a failure says when they nearly are equal. */
export function checkExact(
  id: VsaCheckId,
  { expected, actual }: { readonly expected: string; readonly actual: string },
  messages: { readonly pass: string; readonly fail: string; readonly pointer: string },
): VsaCheckResult {
  const finding: Finding = { message: messages.pass, expected, actual, pointer: messages.pointer };
  if (actual === expected) return pass(id, finding);
  const hint = hintFor(expected, actual);
  return fail(id, { ...finding, message: messages.fail, ...(hint !== undefined && { hint }) });
}

function hintFor(expected: string, actual: string): string | undefined {
  if (actual.toLowerCase() === expected.toLowerCase()) return 'They differ only in case.';
  if (actual.replace(/\/$/, '') === expected.replace(/\/$/, '')) {
    return 'They differ only in the slash at the end.';
  }
  return undefined;
}

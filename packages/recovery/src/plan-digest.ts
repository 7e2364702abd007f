import { createHash } from 'node:crypto';
import { canonicalJson } from '@provkit/json';
import type { Plan } from './recovery-state.ts';

/**
 * What an approval names (T4): SHA-256 of the whole plan and the recovery that it is of, 64 lowercase hex digits. It covers the
 * run, its attempt, the tag, its commit, what is done and until when, so that an approval is good for that alone. Pure.
 */
export function planDigest(recoveryId: string, plan: Omit<Plan, 'digest'>): string {
  return createHash('sha256').update(canonicalJson({ recoveryId, plan })).digest('hex');
}

/** The plan with its digest. Pure. */
export function withDigest(recoveryId: string, plan: Omit<Plan, 'digest'>): Plan {
  return { ...plan, digest: planDigest(recoveryId, plan) };
}

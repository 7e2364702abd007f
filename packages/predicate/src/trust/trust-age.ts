import type { TrustSummary } from './trust.ts';

const DAY_MS = 86_400_000;

/**
 * Whole days from the beginning of the root's newest authority to `now`; never negative. A root may be younger than
 * that, never older. Pure.
 */
export function trustAgeDays({ newestAuthority }: TrustSummary, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(newestAuthority)) / DAY_MS));
}

import type { CheckInput } from './statement-check.ts';

/**
 * Whether the source may be another commit than the one that triggered the run, so that the trusted builder's word
 * about it stands alone (spec.md 1.9 E): the build type offers it, and the policy says `differentAllowedUnsafe`.
 */
export function isOtherCheckout({
  build,
  expectations,
}: Pick<CheckInput, 'build' | 'expectations'>): boolean {
  return (
    build.buildType.mayCheckOutOther === true && expectations.checkout === 'differentAllowedUnsafe'
  );
}

import { GITHUB_SERVER, type GithubClaims } from './github-claims.ts';
import type { SignOptions } from './sigstore.ts';

/** The extensions that Fulcio writes since 2023. */
const NEWER = Array.from({ length: 24 - 8 + 1 }, (_, index) => 8 + index);

/**
 * A certificate from before: with the extensions .1 to .6 only, and the signer in its name alone.
 * @see sigstore/fulcio docs/oid-info.md, "deprecated"
 */
export function oldCertificate(
  claims: GithubClaims,
): Required<Pick<SignOptions, 'claims' | 'san' | 'extensions'>> {
  return {
    claims,
    san: `${GITHUB_SERVER}/${claims.job_workflow_ref}`,
    extensions: Object.fromEntries(NEWER.map((number) => [number, undefined])),
  };
}

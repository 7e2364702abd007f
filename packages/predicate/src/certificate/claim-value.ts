import { type ClaimName, type Claims, EXTENSIONS } from './claims.ts';

/** GitHub's server, where the issuer is GitHub's own: certificates from before .12 name the repository without it. */
const GITHUB_SERVER = 'https://github.com';
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/** The run and its attempt at the end of a run invocation URI (.21). */
const RUN_INVOCATION = /\/actions\/runs\/([1-9][0-9]*)\/attempts\/([1-9][0-9]*)$/;

/** Parts of the certificate that are compared on their own; the others are read by their number. */
export type DerivedClaim = 'san' | 'run' | 'attempt';

/** Extension numbers to names. */
const NAMES: ReadonlyMap<number, ClaimName> = new Map(
  (Object.entries(EXTENSIONS) as [ClaimName, number][]).map(([name, number]) => [number, name]),
);

/** Where an old extension says what a newer one says; both are the authority's word. @see sigstore/fulcio docs/oid-info.md */
const OLDER: { readonly [name in ClaimName]?: (claims: Claims) => string | undefined } = {
  issuer: ({ issuerV1 }) => issuerV1,
  buildSignerUri: ({ san }) => san,
  sourceRepositoryDigest: ({ workflowSha }) => workflowSha,
  sourceRepositoryRef: ({ workflowRef }) => workflowRef,
  buildTrigger: ({ workflowTrigger }) => workflowTrigger,
  sourceRepositoryUri: ({ workflowRepository, issuerV1 }) =>
    workflowRepository === undefined || issuerV1 !== GITHUB_ISSUER
      ? undefined
      : `${GITHUB_SERVER}/${workflowRepository}`,
};

/**
 * A claim by name; certificates from before October 2022 lack the newer extensions, and then the older one that says
 * the same counts (spec.md 1.9 D). That the two agree where both are there is the check `identity`'s to say.
 */
export function claimOf(claims: Claims, name: ClaimName): string | undefined {
  return claims[name] ?? OLDER[name]?.(claims);
}

/** A claim by the number of its extension, or a part of one; `undefined` where the certificate is silent. */
export function claimValue(claims: Claims, claim: number | DerivedClaim): string | undefined {
  if (claim === 'san') return claims.san;
  if (typeof claim === 'number') {
    const name = NAMES.get(claim);
    return name && claimOf(claims, name);
  }
  const [, run, attempt] = RUN_INVOCATION.exec(claims.runInvocationUri ?? '') ?? [];
  return claim === 'run' ? run : attempt;
}

/** Whether an extension of that number is known. */
export function isClaimNumber(number: number): boolean {
  return NAMES.has(number);
}

import { claimOf } from '../certificate/claim-value.ts';
import { type Claims, claimPlace } from '../certificate/claims.ts';
import type { Finding } from '../checks/check-result.ts';
import type { FailureReason } from '../failure-reason.ts';
import { COMMIT } from '../release.ts';
import type { Signer } from './policy.ts';
import type { SignerRef } from './schema-signer.ts';
import { isSemverTag } from './semver-tag.ts';

/** Why a signer is not the policy's. */
export interface SignerProblem {
  readonly finding: Finding;
  readonly reason?: FailureReason;
}

/**
 * Why the certificate's signer does not satisfy the policy's rule (spec.md 1.7), or `undefined` if it does. Compares
 * whole strings: a name is put together from what is expected and never taken apart, so that no suffix, dot segment or
 * encoding can hide in it.
 */
export function signerProblem(
  claims: Claims,
  signer: Signer,
  repository: string,
): SignerProblem | undefined {
  switch (signer.kind) {
    case 'repository-only':
      return claimOf(claims, 'sourceRepositoryUri') === repository
        ? undefined
        : otherRepository(claims, repository);
    case 'source-workflow': {
      const expected = `${repository}/${signer.path}@${claimOf(claims, 'sourceRepositoryRef') ?? '(no ref)'}`;
      return claims.san === expected ? undefined : otherSigner(expected, claims);
    }
    case 'workflow': {
      const ref = claims.san.startsWith(`${signer.url}@`)
        ? claims.san.slice(signer.url.length + 1)
        : undefined;
      if (ref === undefined) return otherSigner(`${signer.url}@${describe(signer.ref)}`, claims);
      return isAcceptedRef(ref, signer.ref, claims)
        ? undefined
        : otherSigner(`${signer.url}@${describe(signer.ref)}`, claims);
    }
  }
}

function isAcceptedRef(ref: string, rule: SignerRef, { buildSignerDigest }: Claims): boolean {
  if (rule === 'semver-tag') return isSemverTag(ref);
  if (rule === 'commit') return COMMIT.test(ref) && ref === buildSignerDigest;
  if ('exact' in rule) {
    return ref === rule.exact && (!COMMIT.test(ref) || ref === buildSignerDigest);
  }
  return ref === `refs/heads/${rule.branchUnsafe}`;
}

function describe(rule: SignerRef): string {
  if (rule === 'semver-tag') return 'refs/tags/vX.Y.Z';
  if (rule === 'commit') return '<its commit>';
  return 'exact' in rule ? rule.exact : `refs/heads/${rule.branchUnsafe}`;
}

function otherSigner(expected: string, { san }: Claims): SignerProblem {
  const message = 'another workflow, or another ref of it, has signed';
  const hint = isSameButForCase(expected, san) ? CASE_HINT : undefined;
  return {
    finding: {
      message,
      expected,
      actual: san,
      pointer: claimPlace('buildSignerUri'),
      ...(hint === undefined ? {} : { hint }),
    },
  };
}

function otherRepository(claims: Claims, expected: string): SignerProblem {
  const actual = claimOf(claims, 'sourceRepositoryUri') ?? 'absent';
  const hint = isSameButForCase(expected, actual) ? CASE_HINT : undefined;
  return {
    finding: {
      message: 'signed by a workflow that ran in another repository',
      expected,
      actual,
      pointer: claimPlace('sourceRepositoryUri'),
      ...(hint === undefined ? {} : { hint }),
    },
    reason: 'source_mismatch',
  };
}

const CASE_HINT =
  'They differ in upper and lower case only: write the name as the certificate does.';

function isSameButForCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

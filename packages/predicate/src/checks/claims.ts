import { disagreeing } from '../build-types/read-build.ts';
import { type Claims, claimPlace } from '../certificate/claims.ts';
import { type AgreementRow, fail, pass } from './check-result.ts';
import type { StatementCheck } from './statement-check.ts';

/**
 * Whether predicate and certificate say the same wherever both speak (spec.md 1.8): the predicate is what the signer
 * wrote, the certificate what GitHub and Fulcio vouch for. `gh attestation verify` never asks. The result has every row
 * of the build type's table.
 */
export const checkClaims: StatementCheck = ({ build, claims }) => {
  const own = signerCommitRow(claims);
  const rows = [...build.rows.map(withoutItem), ...own];
  const warnings = warningsOf(claims);
  const more = { rows, ...(warnings.length > 0 && { warnings }) };
  const wrong = [...disagreeing(build), ...own.filter(({ outcome }) => outcome === 'different')];
  const [first] = wrong;
  if (!first) {
    const equal = rows.filter(({ outcome }) => outcome === 'equal').length;
    const silent = rows.length - equal;
    const rest = silent === 0 ? '' : `; on ${silent} at least one is silent`;
    return pass('claims', {
      message: `predicate and certificate agree on ${equal} claims${rest}`,
      ...more,
    });
  }
  const names = wrong.map(({ name }) => name).join(', ');
  return fail('claims', {
    message: `predicate and certificate disagree on ${names}`,
    expected: first.certified ?? 'absent',
    actual: first.stated ?? 'absent',
    pointer: first.pointer,
    hint: `The certificate (${first.claim}) is what GitHub vouches for: a predicate that says otherwise was not written by an honest builder.`,
    ...more,
  });
};

function withoutItem({ item: _, ...row }: AgreementRow & { readonly item?: string }): AgreementRow {
  return row;
}

/** `.10 = .13`, required only when signer and source repository are the same (spec.md 1.8). */
function signerCommitRow(claims: Claims): readonly AgreementRow[] {
  const { buildSignerUri, buildSignerDigest, sourceRepositoryUri, sourceRepositoryDigest } = claims;
  const isOwn =
    sourceRepositoryUri !== undefined && buildSignerUri?.startsWith(`${sourceRepositoryUri}/`);
  if (!isOwn || buildSignerDigest === undefined || sourceRepositoryDigest === undefined) return [];
  return [
    {
      name: 'commit of the signer workflow',
      claim: claimPlace('sourceRepositoryDigest'),
      pointer: claimPlace('buildSignerDigest'),
      outcome: buildSignerDigest === sourceRepositoryDigest ? 'equal' : 'different',
      certified: sourceRepositoryDigest,
      stated: buildSignerDigest,
    },
  ];
}

/** The workflow file of another commit, as with pull_request_target and workflow_run: odd, and no failure (spec.md 1.8). */
function warningsOf({ buildConfigDigest, sourceRepositoryDigest }: Claims): readonly string[] {
  if (buildConfigDigest === undefined || sourceRepositoryDigest === undefined) return [];
  if (buildConfigDigest === sourceRepositoryDigest) return [];
  return [
    `the workflow file is of commit ${buildConfigDigest} (${claimPlace('buildConfigDigest')}), and commit ${sourceRepositoryDigest} was built (${claimPlace('sourceRepositoryDigest')})`,
  ];
}

import { valueAt } from '@provkit/json';
import type { ParsedBundle } from '../bundle/parse-bundles.ts';
import { claimOf } from '../certificate/claim-value.ts';
import { checkSubject } from '../checks/subject.ts';
import type { Approver, Override } from '../policy/policy.ts';
import type { UsableRoot } from '../signature/usable-root.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import { parseStatement } from '../statement/parse-statement.ts';
import { OVERRIDE_APPROVAL_V1 } from '../statement/predicate-types.ts';
import type { TrustProfile } from '../trust/profiles.ts';
import { overrideDigest } from './override-digest.ts';

/** What an approval is verified with. */
export interface ApprovalInput {
  readonly roots: readonly UsableRoot[];
  readonly profiles: readonly TrustProfile[];
  readonly approvers: readonly Approver[];
  /** Who started the run, by their name on GitHub. */
  readonly actor?: string;
}

/** Who approved, or why the evidence is none. */
export type ApprovalOutcome = { readonly approver: Approver } | { readonly problem: string };

/**
 * Whether a bundle is the approval of exactly this override by a member of the approving team, who is neither its
 * author nor the run's actor (spec.md 1.4, T4): a statement of the type `OVERRIDE_APPROVAL_V1` whose subject is the
 * override's digest, signed by that person. A name typed somewhere is no approval. Pure.
 */
export function verifyApproval(
  parsed: ParsedBundle,
  override: Override,
  { roots, profiles, approvers, actor }: ApprovalInput,
): ApprovalOutcome {
  const { results, verified } = verifySignature(parsed, { kind: 'certificate', profiles }, roots);
  if (!verified?.claims || verified.content.kind !== 'envelope') {
    const failed = results.find(({ status }) => status === 'fail');
    return problem(parsed, failed?.message ?? 'it holds no statement');
  }
  const { claims, content } = verified;
  const read = parseStatement(content.payload);
  if ('problem' in read) return problem(parsed, read.problem);
  const { statement } = read;
  if (statement.predicateType !== OVERRIDE_APPROVAL_V1) return problem(parsed, 'it is no approval');
  const approver = approvers.find(
    ({ san, issuer }) => san === claims.san && issuer === claimOf(claims, 'issuer'),
  );
  if (!approver) return problem(parsed, `${claims.san} is not one of the approvers`);
  const artifact = { name: 'the override', sha256: overrideDigest(override) };
  if (checkSubject(statement, [artifact]).status !== 'pass')
    return problem(parsed, 'it is of another override');
  if (valueAt(statement.predicate, '/decision') !== 'approved')
    return problem(parsed, 'it does not say "approved"');
  const requestedBy = valueAt(statement.predicate, '/requestedBy');
  if (typeof requestedBy !== 'string' || requestedBy === '') {
    return problem(parsed, 'it does not say who asked for the override');
  }
  if (isNameOf(approver, requestedBy))
    return problem(parsed, 'it is by the person who asked for the override');
  if (actor !== undefined && isNameOf(approver, actor))
    return problem(parsed, 'it is by the person who started the run');
  if (actor !== undefined && approver.login === undefined) {
    const unknown = `whether ${approver.san} is ${actor}, who started the run, is unknown`;
    return problem(parsed, `${unknown}: state the approver’s "login" in the policy`);
  }
  return { approver };
}

/** In whatever letters: names on GitHub have no case, and a policy writes them as people do. */
function isNameOf({ san, login }: Approver, name: string): boolean {
  return [san, login].some((own) => own?.toLowerCase() === name.toLowerCase());
}

function problem({ name }: ParsedBundle, text: string): { readonly problem: string } {
  return { problem: `${name}: ${text}` };
}

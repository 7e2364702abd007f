import {
  createSigstore,
  type SignOptions,
  type Sigstore,
  type TestBundle,
  type TestStatement,
} from '@provkit/testkit';
import { overrideDigest } from '../../src/override/override-digest.ts';
import type { Override } from '../../src/policy/policy.ts';

/** Who may approve in these tests. */
export const APPROVER = {
  san: 'rita@example.com',
  issuer: 'https://accounts.example.com',
  login: 'rita',
};

/** How an approval may go wrong. */
export interface ApprovalOptions extends SignOptions {
  readonly of?: Override;
  readonly decision?: unknown;
  readonly requestedBy?: unknown;
  readonly predicateType?: string;
}

/** An approval of an override, signed by `APPROVER` unless stated. */
export function approve(
  sigstore: Sigstore,
  override: Override,
  {
    of = override,
    decision = 'approved',
    requestedBy = 'sam',
    predicateType,
    ...options
  }: ApprovalOptions = {},
): TestBundle {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'override', digest: { sha256: overrideDigest(of) } }],
    predicateType: predicateType ?? 'https://provkit.dev/attestation/override-approval/v1',
    predicate: { decision, requestedBy },
  } as unknown as TestStatement; // of another predicate
  return sigstore.sign({
    statement,
    san: APPROVER.san,
    issuer: APPROVER.issuer,
    extensions: withoutWorkflow(APPROVER.issuer),
    ...options,
  });
}

/** A person's certificate has an issuer and none of the claims of a workflow. */
function withoutWorkflow(issuer: string): Record<number, string | undefined> {
  const numbers = Array.from({ length: 24 }, (_, index) => [index + 1, undefined] as const);
  return { ...Object.fromEntries(numbers), 1: issuer, 8: issuer };
}

/** Another instance, which nobody trusts. */
export function stranger(now: () => number): Sigstore {
  return createSigstore({ now });
}

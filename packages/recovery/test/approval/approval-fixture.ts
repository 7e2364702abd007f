import type {
  ApprovalEvidence,
  ApprovalStatement,
  CommentStatement,
  EnvironmentStatement,
  ReviewStatement,
} from '../../src/approval/approval-statement.ts';
import {
  type ApprovablePlan,
  type ApprovalPolicy,
  decideApproval,
} from '../../src/approval/decide-approval.ts';

export const DIGEST = 'ab'.repeat(32);
export const COMMIT = '1'.repeat(40);
export const HEAD = '2'.repeat(40);
export const NOW = '2026-02-01T10:00:00.000Z';
export const GRACE = { id: '3', login: 'grace', isBot: false };
export const ADA = { id: '2', login: 'ada', isBot: false };

export const plan: ApprovablePlan = {
  digest: DIGEST,
  plannedAt: '2026-02-01T09:00:00.500Z',
  expiresAt: '2026-02-02T09:00:00.000Z',
  interested: ['2'],
  tagCommit: COMMIT,
};
export const comment: CommentStatement = {
  kind: 'comment',
  by: GRACE,
  body: `/approve ${DIGEST}`,
  url: 'https://github.com/acme/widgets/issues/1#issuecomment-7',
  at: '2026-02-01T09:30:00Z',
  edited: 'no',
  isByEmail: false,
};
export const review: ReviewStatement = {
  ...comment,
  kind: 'review',
  url: 'https://github.com/acme/widgets/pull/5#pullrequestreview-8',
  state: 'APPROVED',
  commit: HEAD,
  head: HEAD,
};
export const environment: EnvironmentStatement = {
  kind: 'environment',
  by: GRACE,
  body: `/approve ${DIGEST}`,
  url: 'https://github.com/acme/widgets/actions/runs/9',
  environment: 'provenance-recovery',
  state: 'approved',
};

export const decide = (
  statements: readonly ApprovalStatement[],
  changes: {
    readonly plan?: Partial<ApprovablePlan>;
    readonly evidence?: Partial<ApprovalEvidence>;
    readonly policy?: ApprovalPolicy;
  } = {},
  now = NOW,
) =>
  decideApproval(
    { ...plan, ...changes.plan },
    {
      statements,
      team: { slug: 'ops-gov', members: ['3', '2'] },
      tagCommit: COMMIT,
      gaps: [],
      ...changes.evidence,
    },
    changes.policy ?? {},
    now,
  );

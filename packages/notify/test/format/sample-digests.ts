import type { Digest } from '../../src/format/digest.ts';

/** Three failures, the newest first. */
export const DIGEST: Digest = {
  at: '2026-01-31T12:00:00.000Z',
  groups: [
    {
      repository: 'https://github.com/acme/widgets',
      tag: 'v1.2.4',
      failure_reason: 'attestation_missing',
      severity: 'warning',
      count: 1,
      first_at: '2026-01-31T11:48:00.000Z',
      last_at: '2026-01-31T11:48:00.000Z',
    },
    {
      repository: 'https://github.com/acme/widgets',
      tag: 'v1.2.3',
      failure_reason: 'subject_mismatch',
      severity: 'critical',
      count: 3,
      first_at: '2026-01-28T08:00:00.000Z',
      last_at: '2026-01-31T09:30:00.000Z',
      run_url: 'https://github.com/acme/widgets/actions/runs/8123456789/attempts/3',
      issue_number: 17,
      issue_url: 'https://github.com/acme/widgets/issues/17',
    },
    {
      repository: 'https://github.com/acme/gears',
      tag: '@acme/gears@2.0.0',
      failure_reason: 'predicate_mismatch',
      severity: 'warning',
      count: 1,
      first_at: '2026-01-30T22:15:00.000Z',
      last_at: '2026-01-30T22:15:00.000Z',
      run_url: 'https://github.com/acme/gears/actions/runs/8123450000/attempts/1',
      issue_number: 4,
      issue_url: 'https://github.com/acme/gears/issues/4',
      acknowledged_by: 'slack:T9TK3CUKW/UA8RXUSPL',
    },
  ],
};

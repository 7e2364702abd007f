import type { Resolution } from '../../src/format/resolution.ts';

/** A rebuild that passed. */
export const RECOVERED: Resolution = {
  outcome: 'recovered',
  at: '2026-01-31T14:05:00.000Z',
  tag: 'v1.2.3',
  run_id: '8123460000',
  run_attempt: 1,
  run_url: 'https://github.com/acme/widgets/actions/runs/8123460000/attempts/1',
  artifact_digest: 'sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
};

/** A person's word. */
export const DISMISSED: Resolution = {
  outcome: 'dismissed',
  at: '2026-01-31T14:05:00.000Z',
  by: 'jane',
  reason: 'the tag was a test, see acme/widgets#12',
};

import { createRedactor } from '@provkit/http';
import type { Alert } from '../../src/alert.ts';
import type { FormatContext } from '../../src/format/format-context.ts';

const RUN = 'https://github.com/acme/widgets/actions/runs/8123456789/attempts/1';

/** A security failure, with all that an alert can hold. */
export const SECURITY: Alert = {
  alert_id: 'a1'.repeat(32),
  fingerprint: 'b2'.repeat(32),
  failure_reason: 'subject_mismatch',
  severity: 'critical',
  repository: 'https://github.com/acme/widgets',
  tag: 'v1.2.3',
  run_id: '8123456789',
  run_attempt: 1,
  artifact_url: 'https://github.com/acme/widgets/releases/download/v1.2.3/widgets-1.2.3.tgz',
  message:
    'subject: no subject of the attestation has the digest sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08; the attestation is about sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  run_url: RUN,
  entry: {
    tag: 'v1.2.3',
    run_id: '8123456789',
    run_attempt: 1,
    sha: '4f0c1c1e6ed1e2a2b1d6c2bfa7cd3b7a1f6d0e55',
    artifact_url: 'https://github.com/acme/widgets/releases/download/v1.2.3/widgets-1.2.3.tgz',
    artifact_digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    status: 'failure',
    failure_reason: 'subject_mismatch',
    requeue: false,
  },
};

/** A release failure of a package whose tags name it. */
export const RELEASE: Alert = {
  ...SECURITY,
  failure_reason: 'predicate_mismatch',
  severity: 'warning',
  tag: '@acme/widgets@1.2.3',
  message: 'predicate-type: https://slsa.dev/provenance/v0.2 without an override',
  entry: {
    tag: '@acme/widgets@1.2.3',
    run_id: '8123456789',
    run_attempt: 1,
    sha: '4f0c1c1e6ed1e2a2b1d6c2bfa7cd3b7a1f6d0e55',
    artifact_url: 'https://packages.example.com/@acme/widgets/-/widgets-1.2.3.tgz',
    predicate_type: 'https://slsa.dev/provenance/v0.2',
    status: 'failure',
    failure_reason: 'predicate_mismatch',
  },
};

/** A transient failure with as little as an alert must hold. */
export const BARE: Alert = {
  alert_id: 'a1'.repeat(32),
  fingerprint: 'b2'.repeat(32),
  failure_reason: 'upstream_unavailable',
  severity: 'info',
  repository: 'https://github.com/acme/widgets',
  tag: 'v1.2.3',
  run_id: '8123456789',
  run_attempt: 2,
};

/** What the texts are made with. */
export const CONTEXT: FormatContext = {
  redactor: createRedactor(),
  runbookUrl: 'https://github.com/acme/widgets/blob/main/docs/ops/INCIDENT_RUNBOOK.md',
};

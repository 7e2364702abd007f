import type { Options } from '../args/option.ts';

/** What `recover` and `rollback` both take. */
export const RECOVERY_OPTIONS = {
  manifest: { value: 'FILE', help: 'the manifest: a file, or github:OWNER/NAME/PATH@BRANCH' },
  tag: { value: 'TAG', help: 'the release' },
  'run-id': { value: 'N', help: 'its run' },
  reason: { value: 'TEXT', help: 'why, for those who read it later' },
  state: {
    value: 'FOLDER',
    help: 'where recoveries are kept (default: recoveries beside the manifest)',
  },
  events: {
    value: 'FILE',
    help: 'the event log: verdicts are read from it, and what happens is appended',
  },
  'recovery-policy': { value: 'FILE', help: 'how recovery is done here' },
  'repository-id': { value: 'N', help: 'number of the repository (default: GITHUB_REPOSITORY_ID)' },
  issue: { value: 'N', help: 'the Issue in which people approve' },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

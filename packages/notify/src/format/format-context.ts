import type { Redactor } from '@provkit/http';

/** What a text needs beside the alert. Everything here is the caller's own configuration, and still escaped. */
export interface FormatContext {
  /** Takes out every secret that the process knows, and whatever looks like one (`createRedactor`). */
  readonly redactor: Redactor;
  /** Text of the repository's `.github/ISSUE_TEMPLATE/provenance-fixture.md`; absent, provkit's own. */
  readonly issueTemplate?: string;
  /** Page of the runbook. */
  readonly runbookUrl?: string;
  /** Page of the Issue, once there is one. */
  readonly issueUrl?: string;
  /** Page of the file or commit that holds the manifest entry. */
  readonly manifestUrl?: string;
  /** Who took note of the alert: the message then has no button any more. */
  readonly acknowledged?: { readonly by: string; readonly at: string };
  /** Slack's id of the user group `ops-team`, which digests mention; absent, the name is written. */
  readonly opsTeamGroup?: string;
}

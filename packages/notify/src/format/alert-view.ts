import type { Alert, Severity } from '../alert.ts';
import { redactValue } from '../redact-value.ts';
import type { FormatContext } from './format-context.ts';
import { linkOf, runLinkOf } from './link-of.ts';
import {
  CLASS_TEXTS,
  type ClassText,
  isKnownReason,
  type ReasonText,
  textsOf,
} from './reason-texts.ts';
import { severityOf } from './severity-of.ts';
import { shortName } from './short-name.ts';

/** Where the reasons are explained, one heading each. */
const REASONS_PAGE = 'https://github.com/provkit/provkit/blob/main/docs/reasons.md';

/**
 * An alert as every text of it needs it: redacted, links that may be linked, and the words of its reason. What is marked as
 * evidence comes from outside, and is escaped where it is written.
 */
export interface AlertView {
  readonly alertId: string;
  readonly fingerprint: string;
  readonly reason: string;
  readonly severity: Severity;
  readonly words: ReasonText & ClassText;
  /** Evidence: owner and name. */
  readonly repository: string;
  /** Evidence. */
  readonly tag: string;
  /** Evidence. */
  readonly runId: string;
  readonly runAttempt: number;
  /** Evidence; absent when there is none. */
  readonly artifactUrl?: string;
  /** Evidence: what the validator found, in its own words. */
  readonly detail?: string;
  /** The manifest entry, redacted. */
  readonly entry?: unknown;
  /** Each of them may be linked to. The artifact is none: nobody should fetch a rejected one with a click. */
  readonly links: Partial<Record<'run' | 'issue' | 'runbook' | 'manifest' | 'reason', string>>;
}

/** The alert without secrets, with the words of its reason and what may be linked to (T18). Pure. */
export function viewAlert(alert: Alert, context: FormatContext): AlertView {
  const shown = redactValue(alert, context.redactor);
  const reason = textsOf(shown.failure_reason);
  return {
    alertId: shown.alert_id,
    fingerprint: shown.fingerprint,
    reason: shown.failure_reason,
    severity: severityOf(shown.severity),
    words: { ...reason, ...CLASS_TEXTS[reason.class] },
    repository: shortName(shown.repository),
    tag: shown.tag,
    runId: shown.run_id,
    runAttempt: shown.run_attempt,
    ...(shown.artifact_url !== undefined && { artifactUrl: shown.artifact_url }),
    ...(shown.message !== undefined && shown.message.trim() !== '' && { detail: shown.message }),
    ...(shown.entry !== undefined && { entry: shown.entry }),
    links: linksOf(alert, context),
  };
}

function linksOf(alert: Alert, context: FormatContext): AlertView['links'] {
  const pages = {
    run: runLinkOf(alert.run_url, alert.repository, context),
    issue: linkOf(context.issueUrl, context),
    runbook: linkOf(context.runbookUrl, context),
    manifest: linkOf(context.manifestUrl, context),
  };
  const links = Object.entries(pages).flatMap(([page, link]) =>
    link === undefined ? [] : [[page, link] as const],
  );
  const { failure_reason: reason } = alert;
  // our own page, and the only link with a fragment
  const page = isKnownReason(reason) ? [['reason', `${REASONS_PAGE}#${reason}`] as const] : [];
  return Object.fromEntries([...links, ...page]);
}

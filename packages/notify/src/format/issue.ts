import { fitEscaped, fitPrintable, tableCode } from '@provkit/text';
import type { Alert } from '../alert.ts';
import { type AlertView, viewAlert } from './alert-view.ts';
import type { FormatContext } from './format-context.ts';
import { issueMarker } from './issue-marker.ts';
import { ISSUE_TEMPLATE } from './issue-template.generated.ts';
import {
  fillTemplate,
  type IssueTemplate,
  issueTemplateProblems,
  parseIssueTemplate,
} from './issue-template.ts';
import {
  artifactPart,
  entryPart,
  foundPart,
  reasonPart,
  runPart,
  stepsPart,
  summaryPart,
} from './markdown-parts.ts';
import { isKnownReason } from './reason-texts.ts';

/** GitHub refuses a longer title. UTF-16 units. */
const LONGEST_TITLE = 256;
/** GitHub refuses more than 65536; the marker takes the rest. UTF-16 units. */
const LONGEST_BODY = 65_000;
/** Of a tag in a title. UTF-16 units. */
const LONGEST_TAG = 100;

/** Labels of every Issue of a failure (S4.2). */
const LABELS = ['ops-alert', 'provenance-failure'] as const;
/** Labels of some reasons (S1.6). */
const REASON_LABELS: Readonly<Record<string, string>> = {
  predicate_mismatch: 'security-backcompat',
};

/** What `POST /repos/{owner}/{repo}/issues` takes. */
export interface IssueText {
  /** At most 256 characters. */
  readonly title: string;
  /** GitHub-flavoured Markdown, at most 65536 characters. The first line is the hidden marker. */
  readonly body: string;
  readonly labels: readonly string[];
}

/**
 * The Issue of an alert, from the template `.github/ISSUE_TEMPLATE/provenance-fixture.md`: run, tag, artifact, reason (S2.4),
 * what to do, and the manifest entry, behind a hidden marker by which it is found again (S2.6). What is not ours is redacted
 * and shown as code, whatever it is (T16, T18). A template that cannot be used is replaced by provkit's own
 * (`issueTemplateProblems` says why). Pure.
 */
export function formatIssue(alert: Alert, context: FormatContext): IssueText {
  const view = viewAlert(alert, context);
  const template = templateOf(context);
  const special = REASON_LABELS[view.reason];
  return {
    title: titleOf(view, template),
    body: bodyOf(view, template),
    labels: [
      ...new Set([...LABELS, ...template.labels, ...(special === undefined ? [] : [special])]),
    ],
  };
}

/** A template that has a long part often enough is too long for GitHub, and provkit's own is taken. */
function bodyOf(view: AlertView, template: IssueTemplate): string {
  const values = valuesOf(view);
  const filled = fillTemplate(template.body, values);
  const body =
    filled.length <= LONGEST_BODY
      ? filled
      : fillTemplate(parseIssueTemplate(ISSUE_TEMPLATE).body, values);
  const marker = issueMarker(view.fingerprint, view.alertId);
  return marker === undefined ? body : `${marker}\n\n${body}`;
}

function templateOf({ issueTemplate }: FormatContext): IssueTemplate {
  const isUsable = issueTemplate !== undefined && issueTemplateProblems(issueTemplate).length === 0;
  return parseIssueTemplate(isUsable ? issueTemplate : ISSUE_TEMPLATE);
}

/** A title is no Markdown but for code and emoji; in code a tag such as `@acme/widgets@1.2.3` mentions nobody. */
function titleOf(view: AlertView, { title }: IssueTemplate): string {
  const filled = fillTemplate(title, {
    outcome: view.words.outcome,
    tag: titleCode(view.tag),
    failure_reason: isKnownReason(view.reason) ? view.reason : titleCode(view.reason),
    repository: titleCode(view.repository),
    severity: view.severity,
    run_id: titleCode(view.runId),
  });
  return fitEscaped(filled, LONGEST_TITLE, (char) => char);
}

function titleCode(evidence: string): string {
  const escapeCode = (text: string) => text.replaceAll('`', '\\u{60}');
  return `\`${fitPrintable(evidence, LONGEST_TAG, escapeCode)}\``;
}

function valuesOf(view: AlertView) {
  return {
    summary: summaryPart(view),
    outcome: view.words.outcome,
    tag: tableCode(view.tag),
    failure_reason: reasonPart(view),
    severity: view.severity,
    run_id: runPart(view),
    artifact_url: artifactPart(view),
    repository: tableCode(view.repository),
    alert_id: tableCode(view.alertId),
    found: foundPart(view),
    next_steps: stepsPart(view),
    manifest_entry: entryPart(view),
  };
}

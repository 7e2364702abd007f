import { tableCode } from '@provkit/text';
import type { Alert } from '../alert.ts';
import { viewAlert } from './alert-view.ts';
import type { FormatContext } from './format-context.ts';
import {
  artifactPart,
  entryPart,
  factRows,
  foundPart,
  reasonPart,
  runPart,
} from './markdown-parts.ts';

/**
 * The comment on an Issue whose failure happened again (S2.6): which run, and what was found this time. GitHub-flavoured
 * Markdown; what is not ours is redacted and shown as code (T16, T18). Pure.
 */
export function formatIssueUpdate(alert: Alert, context: FormatContext): string {
  const view = viewAlert(alert, context);
  return [
    `**Failed again.** ${view.words.what}`,
    '',
    ...factRows(
      ['tag', tableCode(view.tag)],
      ['failure_reason', reasonPart(view)],
      ['run_id', runPart(view)],
      ['artifact_url', artifactPart(view)],
    ),
    '',
    foundPart(view),
    '',
    '<details><summary>Manifest entry</summary>',
    '',
    entryPart(view),
    '',
    '</details>',
  ].join('\n');
}

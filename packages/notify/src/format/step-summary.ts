import { tableCode } from '@provkit/text';
import type { Alert } from '../alert.ts';
import { viewAlert } from './alert-view.ts';
import type { FormatContext } from './format-context.ts';
import {
  artifactPart,
  factRows,
  foundPart,
  reasonPart,
  runPart,
  summaryPart,
} from './markdown-parts.ts';

/**
 * What a run's summary page says of an alert: for whoever opens the run, and the rung of the ladder that needs nothing but a
 * file. GitHub-flavoured Markdown that ends with a line break, far below GitHub's 1 MiB. Pure.
 */
export function formatStepSummary(alert: Alert, context: FormatContext): string {
  const view = viewAlert(alert, context);
  return [
    `## Provenance ${view.words.outcome}: ${tableCode(view.tag)}`,
    '',
    summaryPart(view),
    '',
    ...factRows(
      ['tag', tableCode(view.tag)],
      ['failure_reason', reasonPart(view)],
      ['severity', view.severity],
      ['run_id', runPart(view)],
      ['artifact_url', artifactPart(view)],
    ),
    '',
    '### Found',
    '',
    foundPart(view),
    '',
  ].join('\n');
}

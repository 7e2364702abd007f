import {
  formatDigest,
  formatIssue,
  formatIssueUpdate,
  formatResolution,
  formatSlackAlert,
  formatStepSummary,
} from '@provkit/notify/format';
import {
  BARE,
  CONTEXT,
  RELEASE,
  SECURITY,
} from '../../../packages/notify/test/format/sample-alerts.ts';
import { DIGEST } from '../../../packages/notify/test/format/sample-digests.ts';
import { RECOVERED } from '../../../packages/notify/test/format/sample-resolutions.ts';
import { githubPage } from './github-page.ts';
import { slackPage } from './slack-page.ts';

/** One picture. */
export interface Page {
  /** Name of its file, without an ending. */
  readonly name: string;
  readonly html: string;
  /** Pixels. */
  readonly width: number;
}

/** Everything that there is a picture of. */
export function pages(): readonly Page[] {
  const alerts = { security: SECURITY, release: RELEASE, bare: BARE };
  const resolution = formatResolution(SECURITY, RECOVERED, CONTEXT);
  return [
    ...Object.entries(alerts).flatMap(([name, alert]) => [
      { name: `issue-${name}`, html: githubPage(formatIssue(alert, CONTEXT)), width: 900 },
      { name: `slack-${name}`, html: slackPage(formatSlackAlert(alert, CONTEXT)), width: 700 },
    ]),
    {
      name: 'issue-comments',
      html: githubPage({
        body: `${formatIssueUpdate(SECURITY, CONTEXT)}\n\n---\n\n${resolution.comment}`,
      }),
      width: 900,
    },
    {
      name: 'step-summary',
      html: githubPage({ body: formatStepSummary(SECURITY, CONTEXT) }),
      width: 900,
    },
    { name: 'slack-resolved', html: slackPage(resolution.message), width: 700 },
    { name: 'slack-digest', html: slackPage(formatDigest(DIGEST, CONTEXT)), width: 700 },
  ];
}

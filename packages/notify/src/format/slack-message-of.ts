import type { Message } from '../channel.ts';
import { formatDigest } from './digest.ts';
import type { FormatContext } from './format-context.ts';
import { formatResolution } from './resolution.ts';
import { formatSlackAlert } from './slack-alert.ts';
import type { SlackMessage } from './slack-message.ts';

/** What Slack shows of a message, whatever it is. Pure. */
export function slackMessageOf(message: Message, context: FormatContext): SlackMessage {
  switch (message.purpose) {
    case 'alert':
      return formatSlackAlert(message.alert, context);
    case 'resolve':
      return formatResolution(message.alert, message.resolution, context).message;
    case 'digest':
      return formatDigest(message.digest, context);
  }
}

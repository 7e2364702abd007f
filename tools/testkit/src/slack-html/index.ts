export { renderMrkdwn } from './render-mrkdwn.ts';
export { renderSlackMessage } from './render-slack-message.ts';

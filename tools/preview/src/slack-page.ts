import type { SlackMessage } from '@provkit/notify/format';
import { renderSlackMessage } from '@provkit/testkit/slack-html';

const STYLE = `
  body { font: 15px/1.46 Lato, "DejaVu Sans", sans-serif; margin: 20px; color: #1d1c1d; max-width: 620px }
  .app { font-weight: 900 } .app i { font: 10px sans-serif; background: #ddd; padding: 1px 3px; border-radius: 2px }
  h3 { font-size: 18px; margin: 8px 0 } p { margin: 4px 0 } .section, .rich { margin: 8px 0 }
  .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px } .fields div { overflow-wrap: anywhere }
  code { color: #c01343; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px; font-size: 12px;
    overflow-wrap: anywhere } pre { background: #f6f6f6; border: 1px solid #ddd; padding: 8px; font-size: 12px;
    white-space: pre-wrap; overflow-wrap: anywhere } .context { font-size: 12px; color: #616061 }
  .button { display: inline-block; font: bold 14px sans-serif; border: 1px solid #bbb; border-radius: 4px; padding: 6px 12px;
    background: #fff; color: #1d1c1d; text-decoration: none; margin-right: 8px } .primary { background: #007a5a; color: #fff }
  .danger { background: #e01e5a; color: #fff } a { color: #1264a3 } .mention { background: #e8f5fa; color: #1264a3 }
  .phone { font-size: 13px; color: #616061; border-bottom: 1px solid #ddd; padding-bottom: 8px; margin-bottom: 8px }`;

/** A message in a channel of Slack's; above it what a phone shows of it. */
export function slackPage(message: SlackMessage): string {
  return `<!doctype html><meta charset="utf-8"><title>Slack</title><style>${STYLE}</style>
    <div class="phone">Notification: ${message.text.replaceAll('`', '')}</div>
    <div class="app">provkit <i>APP</i></div>${renderSlackMessage(message)}`;
}

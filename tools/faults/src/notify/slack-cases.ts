import {
  answer,
  edgeLost,
  edgeOut,
  NO_EDGE,
  type NotifyCase,
  noEdge,
  webhookOut,
} from './notify-faults.ts';
import type { NotifyWorld } from './notify-world.ts';

/** Slack by way of the edge function. */
export const EDGE_CASES: readonly NotifyCase[] = [
  { name: 'nothing fails', given: () => {}, expected: '0: slack 1: edge delivered 200' },
  {
    name: 'nothing fails, and the reason is of the security class',
    reason: 'signature_invalid',
    given: () => {},
    expected: '0: slack 1, issue 1: edge delivered 200, issue delivered 201',
  },
  {
    name: '429 with Retry-After, once',
    given: edgeOut(answer(429, { 'retry-after': '2' }), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429 with a date, once',
    given: edgeOut(answer(429, { 'retry-after': 'Sun, 01 Feb 2026 09:00:20 GMT' }), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429 without Retry-After, once',
    given: edgeOut(answer(429), 1),
    expected: '0: slack 1: edge not_delivered 429, edge delivered 200',
  },
  {
    name: '429, again and again',
    given: edgeOut(answer(429, { 'retry-after': '1' })),
    expected:
      '0: issue 1: edge not_delivered 429, edge not_delivered 429, edge not_delivered 429, issue delivered 201',
  },
  {
    name: '429 for an hour: nobody waits for that',
    given: edgeOut(answer(429, { 'retry-after': '3600' })),
    expected: '0: issue 1: edge not_delivered 429, issue delivered 201',
  },
  {
    name: '500 before anything was done, once',
    given: edgeOut(answer(500), 1),
    expected: '0: slack 1: edge unknown 500, edge delivered 200',
  },
  {
    name: '500 after it was done, once',
    given: edgeLost(answer(500), 1),
    expected: '0: slack 1: edge unknown 500, edge delivered 200',
  },
  {
    name: '502, once',
    given: edgeOut(answer(502, {}, '<html>'), 1),
    expected: '0: slack 1: edge unknown 502, edge delivered 200',
  },
  {
    name: '503 with Retry-After, once',
    given: edgeOut(answer(503, { 'retry-after': '5' }), 1),
    expected: '0: slack 1: edge not_delivered 503, edge delivered 200',
  },
  {
    name: '503, again and again',
    given: edgeOut(answer(503)),
    expected:
      '0: issue 1: edge not_delivered 503, edge not_delivered 503, edge not_delivered 503, issue delivered 201',
  },
  {
    name: '504 after it was done: the function went on (150 s)',
    given: edgeLost(answer(504), 1),
    expected: '0: slack 1: edge unknown 504, edge delivered 200',
  },
  {
    name: '546, out of its limits, once',
    given: edgeOut(answer(546), 1),
    expected: '0: slack 1: edge unknown 546, edge delivered 200',
  },
  {
    name: 'connection reset before anything was done, once',
    given: edgeOut({ kind: 'reset' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'connection reset after it was done, once',
    given: edgeLost({ kind: 'reset' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'connection reset, again and again',
    given: edgeOut({ kind: 'reset' }),
    expected: '0: issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
  {
    name: 'half an answer after it was done, once',
    given: edgeLost({ kind: 'truncate' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'time-out before anything was done, once',
    given: edgeOut({ kind: 'silence' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: 'time-out after it was done, once',
    given: edgeLost({ kind: 'silence' }, 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: '{ delivered: false }, once',
    given: edgeOut(answer(200, {}, { delivered: false }), 1),
    expected: '0: slack 1: edge not_delivered 200, edge delivered 200',
  },
  {
    name: '{ delivered: false }, again and again',
    given: ({ slack }) => slack.setReachable(false),
    expected:
      '0: issue 1: edge not_delivered 200, edge not_delivered 200, edge not_delivered 200, issue delivered 201',
  },
  {
    name: '200 with a page for people, once',
    given: edgeOut(answer(200, { 'content-type': 'text/html' }, '<html>hello</html>'), 1),
    expected: '0: slack 1: edge unknown 200, edge delivered 200',
  },
  {
    name: '200 with nothing, after it was done',
    given: edgeLost(answer(200, {}, ''), 1),
    expected: '0: slack 1: edge unknown -, edge delivered 200',
  },
  {
    name: '{ delivered: "yes" } is no answer',
    given: edgeOut(answer(200, {}, { delivered: 'yes' }), 1),
    expected: '0: slack 1: edge unknown 200, edge delivered 200',
  },
  {
    name: '401: another token',
    given: () => {},
    setup: () => ({ OPS_NOTIFY_TOKEN: 'another-token-0123456789' }),
    expected: '0: issue 1: edge not_delivered 401, issue delivered 201',
  },
  {
    name: '403',
    given: edgeOut(answer(403)),
    expected: '0: issue 1: edge not_delivered 403, issue delivered 201',
  },
  {
    name: '404: there is no such function',
    given: noEdge,
    expected: `0: issue 1: ${NO_EDGE}, issue delivered 201`,
  },
  {
    name: 'a redirect to another host',
    given: edgeOut(answer(302, { location: 'https://evil.example/' })),
    expected: '0: issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
  {
    name: 'every answer is lost after it was done: told at both places rather than at none',
    given: edgeLost({ kind: 'reset' }),
    expected:
      '0: slack 1, issue 1: edge unknown -, edge unknown -, edge unknown -, issue delivered 201',
  },
];

const webhook = ({ slack }: NotifyWorld) => ({
  SUPABASE_URL: '',
  SLACK_WEBHOOK_URL: slack.webhookUrl,
});
/** Slack's own webhook, which takes no key and answers no questions. */
export const WEBHOOK_CASES: readonly NotifyCase[] = [
  {
    name: 'the function is down and there is a webhook',
    given: edgeOut(answer(503)),
    setup: ({ slack }) => ({ SLACK_WEBHOOK_URL: slack.webhookUrl }),
    expected:
      '0: slack 1: edge not_delivered 503, edge not_delivered 503, edge not_delivered 503, webhook delivered 200',
  },
  {
    name: 'webhook, 429 with Retry-After, once',
    given: webhookOut(answer(429, { 'retry-after': '1' }), 1),
    setup: webhook,
    expected: '0: slack 1: webhook not_delivered 429, webhook delivered 200',
  },
  {
    name: 'webhook, 403: it was taken away',
    given: webhookOut(answer(403, {}, 'invalid_token')),
    setup: webhook,
    expected: '0: issue 1: webhook not_delivered 403, issue delivered 201',
  },
  {
    name: 'webhook, 410: its channel is archived',
    given: webhookOut(answer(410, {}, 'channel_is_archived')),
    setup: webhook,
    expected: '0: issue 1: webhook not_delivered 410, issue delivered 201',
  },
  {
    name: 'webhook, 500 before anything was done: it is not sent again blindly',
    given: webhookOut(answer(500)),
    setup: webhook,
    expected: '0: issue 1: webhook unknown 500, issue delivered 201',
  },
];

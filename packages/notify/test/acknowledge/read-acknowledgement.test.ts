import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACKNOWLEDGE_ACTION,
  type ExpectedSlack,
  readAcknowledgement,
} from '../../src/acknowledge/read-acknowledgement.ts';
import {
  type VerifiedSlackRequest,
  verifySlackSignature,
} from '../../src/acknowledge/verify-slack-signature.ts';

const SENT = 1_769_860_800;
const ALERT = 'a1'.repeat(32);

/** As Slack documents it, with members that nobody reads. */
const ACTION = {
  type: 'button',
  block_id: 'x',
  action_id: ACKNOWLEDGE_ACTION,
  text: { type: 'plain_text', text: 'Acknowledge', emoji: false },
  value: ALERT,
  action_ts: `${SENT - 1}.840180`,
};
const PAYLOAD = {
  type: 'block_actions',
  team: { id: 'T9TK3CUKW', domain: 'example' },
  user: { id: 'UA8RXUSPL', username: 'jane', team_id: 'T9TK3CUKW' },
  api_app_id: 'AABA1ABCD',
  token: 'deprecated',
  container: { type: 'message', message_ts: '1548261231.000200', channel_id: 'CBR2V3XEX' },
  trigger_id: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
  channel: { id: 'CBR2V3XEX', name: 'ops-alert' },
  response_url: 'https://hooks.slack.com/actions/T9TK3CUKW/1/x',
  actions: [ACTION],
};

function verified(body: string | Uint8Array): VerifiedSlackRequest {
  const bytes = Buffer.from(body);
  const hmac = createHmac('sha256', 's').update(`v0:${SENT}:`).update(bytes);
  const verdict = verifySlackSignature(
    { timestamp: String(SENT), signature: `v0=${hmac.digest('hex')}`, body: bytes },
    { signingSecrets: ['s'], now: SENT * 1000 },
  );
  if (!verdict.isValid) throw new Error(verdict.refusal);
  return verdict.request;
}

function read(payload: unknown, expected?: ExpectedSlack) {
  const form = new URLSearchParams({ payload: JSON.stringify(payload) });
  return readAcknowledgement(verified(form.toString()), expected);
}

describe('the acknowledge button', () => {
  test('spec 3.2: gives what alert.acknowledged needs, by a person and at the time of the click', () => {
    expect(read(PAYLOAD)).toEqual({
      kind: 'acknowledged',
      acknowledgement: {
        alert_id: ALERT,
        channel: 'slack',
        by: 'slack:T9TK3CUKW/UA8RXUSPL',
        at: '2026-01-31T11:59:59.840Z',
        actor: { kind: 'human', id: 'slack:T9TK3CUKW/UA8RXUSPL' },
      },
      responseUrl: 'https://hooks.slack.com/actions/T9TK3CUKW/1/x',
    });
  });

  test('does not count when somebody of another company presses it, in a channel that is shared', () => {
    const stranger = { ...PAYLOAD, user: { ...PAYLOAD.user, team_id: 'TSTRANGER' } };
    const teamIds = ['T9TK3CUKW'];
    expect(read(stranger, { teamIds })).toEqual({ kind: 'other', why: 'of another team' });
    expect(read(PAYLOAD, { teamIds })).toMatchObject({ kind: 'acknowledged' });
  });

  test('is found among other actions, and in an Enterprise organisation', () => {
    const other = { action_id: 'open_run', type: 'button' };
    expect(read({ ...PAYLOAD, actions: [other, ACTION] })).toMatchObject({ kind: 'acknowledged' });
    const grid = { ...PAYLOAD, team: null, user: { id: 'W0123ABCD' }, enterprise: { id: 'E1234' } };
    expect(read(grid)).toMatchObject({ acknowledgement: { by: 'slack:E1234/W0123ABCD' } });
  });

  test('T14: an address to answer to is Slack’s or none', () => {
    for (const url of [
      'https://evil.example/x',
      'http://hooks.slack.com/x',
      'https://hooks.slack.com.evil.example/',
    ]) {
      expect(read({ ...PAYLOAD, response_url: url })).not.toHaveProperty('responseUrl');
    }
  });

  test.each([
    ['another kind of payload', { type: 'view_submission' }, {}, 'not block_actions'],
    ['another button', { actions: [{ action_id: 'open_run' }] }, {}, 'not the acknowledge button'],
    ['no button', { actions: undefined }, {}, 'not the acknowledge button'],
    ['another app', {}, { appId: 'AOTHER' }, 'of another app'],
    ['another team', {}, { teamIds: ['TOTHER'] }, 'of another team'],
    ['Slackbot', { user: { id: 'USLACKBOT' } }, {}, 'not a person'],
  ] as const)('T5: %s acknowledges nothing', (_, change, expected, why) => {
    expect(read({ ...PAYLOAD, ...change }, expected)).toEqual({ kind: 'other', why });
  });

  test('counts for the app and team that are expected', () => {
    const expected = { appId: 'AABA1ABCD', teamIds: ['TOTHER', 'T9TK3CUKW'] };
    expect(read(PAYLOAD, expected)).toMatchObject({ kind: 'acknowledged' });
  });

  test.each([
    ['a bot', { user: { id: 'B0123ABCD' } }, 'payload /user/id: not as Slack documents it'],
    ['nobody', { user: undefined }, 'payload /user: not as Slack documents it'],
    ['no team', { team: undefined, user: { id: 'U0123ABC' } }, 'payload /team: names no team'],
    [
      'a value that is no alert',
      { actions: [{ ...ACTION, value: 'x' }] },
      'action /value: not as Slack documents it',
    ],
    [
      'no value',
      { actions: [{ ...ACTION, value: undefined }] },
      'action /value: not as Slack documents it',
    ],
    [
      'a time long ago',
      { actions: [{ ...ACTION, action_ts: `${SENT - 301}.000000` }] },
      'action /action_ts: not near the time of the request',
    ],
    [
      'a time to come',
      { actions: [{ ...ACTION, action_ts: `${SENT + 301}.000000` }] },
      'action /action_ts: not near the time of the request',
    ],
    ['actions that are no list', { actions: 'x' }, 'payload /actions: not as Slack documents it'],
  ] as const)('%s is malformed, and the payload is not quoted', (_, change, why) => {
    expect(read({ ...PAYLOAD, ...change })).toEqual({ kind: 'malformed', why });
  });

  test.each([
    ['', 'the form must have one field payload'],
    ['payload=%7B%7D&payload=%7B%7D', 'the form must have one field payload'],
    ['payload={', 'payload: SYNTAX'],
    ['payload=%22x%22', 'payload: must be an object'],
    ['payload=[]', 'payload : not as Slack documents it'],
    [`payload={"type":"x","type":"block_actions"}`, 'payload: DUPLICATE_KEY'],
    [Uint8Array.of(0xff), 'payload: NOT_UTF8'],
  ])('a body %j is malformed', (body, why) => {
    expect(readAcknowledgement(verified(body))).toEqual({ kind: 'malformed', why });
  });

  test('whatever Slack may send is judged and never thrown', () => {
    fc.assert(
      fc.property(fc.json(), fc.object(), (json, change) => {
        const one = readAcknowledgement(verified(`payload=${encodeURIComponent(json)}`));
        expect(['other', 'malformed']).toContain(one.kind);
        expect(['acknowledged', 'other', 'malformed']).toContain(
          read({ ...PAYLOAD, ...change }).kind,
        );
      }),
    );
  });
});

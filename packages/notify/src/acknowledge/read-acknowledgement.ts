import { decodeUtf8, isJsonError, type JsonValue, parseJson, schemaProblem } from '@provkit/json';
import type {
  SlackAcknowledgeAction,
  SlackAcknowledgePayload,
  SlackInteractionPayload,
} from './schema.ts';
import {
  validateSlackAcknowledgeAction,
  validateSlackAcknowledgePayload,
  validateSlackInteractionPayload,
} from './validate.generated.ts';
import type { VerifiedSlackRequest } from './verify-slack-signature.ts';

/** `action_id` of the button that acknowledges an alert; its `value` is the `alert_id`. */
export const ACKNOWLEDGE_ACTION = 'provkit_acknowledge';

/** A click is sent at once; one that claims to be older or newer than its request by more is not believed. */
const MAX_DELAY_MS = 300_000;
const LIMITS = { maxBytes: 1_048_576, maxDepth: 40, maxValues: 50_000 } as const;

/** A person took note of an alert: what the event `alert.acknowledged` needs (spec 3.2). */
export interface Acknowledgement {
  /** SHA-256, lowercase hex. */
  readonly alert_id: string;
  readonly channel: 'slack';
  /** `slack:TEAM/USER`, by ids, since names change. */
  readonly by: string;
  /** When the button was pressed: UTC with milliseconds. */
  readonly at: string;
  readonly actor: { readonly kind: 'human'; readonly id: string };
}

/** What a request of Slack asks for. */
export type SlackInteraction =
  | {
      readonly kind: 'acknowledged';
      readonly acknowledgement: Acknowledgement;
      /** Where the message can be changed within 30 minutes. Whoever has it can write into the channel: a secret. */
      readonly responseUrl?: string;
    }
  /** Something else of the same app, to be answered with 200 and nothing more. */
  | { readonly kind: 'other'; readonly why: string }
  | { readonly kind: 'malformed'; readonly why: string };

/** Whose clicks count; absent, everybody's who can see the message. */
export interface ExpectedSlack {
  readonly appId?: string;
  readonly teamIds?: readonly string[];
}

/**
 * The acknowledgement that a verified request of Slack's interactivity holds: a form with one field `payload`, JSON of type
 * `block_actions`. Only people acknowledge. Pure, and does not throw for anything in the request.
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function readAcknowledgement(
  { body, sentAt }: VerifiedSlackRequest,
  expected: ExpectedSlack = {},
): SlackInteraction {
  const payload = payloadOf(body);
  if (typeof payload === 'string') return malformed(payload);
  if (!validateSlackInteractionPayload(payload)) {
    return misfit('payload', validateSlackInteractionPayload.errors, payload);
  }
  const { type, api_app_id: appId, actions = [] } = payload as SlackInteractionPayload; // it fits the schema
  if (type !== 'block_actions') return other('not block_actions');
  if (expected.appId !== undefined && appId !== expected.appId) return other('of another app');
  // Slack sends one action a click; of several the first is the one that is answered.
  const action = actions.find(({ action_id: id }) => id === ACKNOWLEDGE_ACTION);
  if (action === undefined) return other('not the acknowledge button');
  if (!validateSlackAcknowledgePayload(payload)) {
    return misfit('payload', validateSlackAcknowledgePayload.errors, payload);
  }
  if (!validateSlackAcknowledgeAction(action)) {
    return misfit('action', validateSlackAcknowledgeAction.errors, action);
  }
  return acknowledged(
    payload as SlackAcknowledgePayload, // it fits the schema
    action as unknown as SlackAcknowledgeAction, // likewise
    sentAt,
    expected,
  );
}

function acknowledged(
  { user, team, enterprise, response_url: responseUrl }: SlackAcknowledgePayload,
  { value, action_ts: actionTime }: SlackAcknowledgeAction,
  sentAt: number,
  expected: ExpectedSlack,
): SlackInteraction {
  const teamId = team?.id ?? user.team_id ?? enterprise?.id;
  if (teamId === undefined) return malformed('payload /team: names no team');
  // in a channel that is shared with another company, its people can press the button, too
  const teams = [teamId, user.team_id ?? teamId];
  if (expected.teamIds && !teams.every((team) => expected.teamIds?.includes(team))) {
    return other('of another team');
  }
  // The only one who is no person and has such an id.
  if (user.id === 'USLACKBOT') return other('not a person');
  const at = Math.floor(Number(actionTime) * 1000);
  if (!(Math.abs(at - sentAt) <= MAX_DELAY_MS)) {
    return malformed('action /action_ts: not near the time of the request');
  }
  const by = `slack:${teamId}/${user.id}`;
  return {
    kind: 'acknowledged',
    acknowledgement: {
      alert_id: value,
      channel: 'slack',
      by,
      at: new Date(at).toISOString(),
      actor: { kind: 'human', id: by },
    },
    ...(responseUrl !== undefined && isOfSlack(responseUrl) && { responseUrl }),
  };
}

/** @returns a sentence where there is no JSON to be had. */
function payloadOf(body: Uint8Array): JsonValue {
  try {
    const payloads = new URLSearchParams(decodeUtf8(body)).getAll('payload');
    const [payload] = payloads;
    if (payload === undefined || payloads.length > 1) return 'the form must have one field payload';
    const json = parseJson(payload, LIMITS);
    return typeof json === 'string' ? 'payload: must be an object' : json;
  } catch (error) {
    if (isJsonError(error)) return `payload: ${error.code}`;
    throw error;
  }
}

/** Signed by Slack; still nothing of ours is sent anywhere else. */
function isOfSlack(responseUrl: string): boolean {
  const url = URL.parse(responseUrl);
  return url?.protocol === 'https:' && /^hooks\.slack(?:-gov)?\.com$/.test(url.host);
}

/** Where it is not as it should be, without what is there: a payload holds secrets. */
function misfit(
  what: string,
  errors: Parameters<typeof schemaProblem>[0],
  document: unknown,
): SlackInteraction {
  return malformed(`${what} ${schemaProblem(errors, document).pointer}: not as Slack documents it`);
}

function malformed(why: string): SlackInteraction {
  return { kind: 'malformed', why };
}

function other(why: string): SlackInteraction {
  return { kind: 'other', why };
}

import { z } from 'zod';

// What of Slack's interaction payload is read, and no more: it may have any other member. Plain zod only; what the program
// runs is the validator compiled from it (npm run generate). The names are Slack's.
// @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload

/** Slack's ids of people begin with U, or W in an Enterprise organisation. Apps and bots have A and B. */
const PersonId = z.string().regex(/^[UW][A-Z0-9]{2,30}$/);
/** T is a workspace, E an Enterprise organisation. */
const TeamId = z.string().regex(/^[TE][A-Z0-9]{2,30}$/);
/** Seconds since 1970, with a fraction. */
const ActionTime = z.string().regex(/^[1-9][0-9]{0,11}\.[0-9]{3,9}$/);

/** Any payload: its kind, and what it is about when that is a button. */
export const SlackInteractionPayload = z.looseObject({
  type: z.string(),
  api_app_id: z.string().optional(),
  actions: z.array(z.looseObject({ action_id: z.string() })).optional(),
});

/** A payload whose actions hold the acknowledge button. */
export const SlackAcknowledgePayload = z.looseObject({
  user: z.looseObject({ id: PersonId, team_id: TeamId.optional() }),
  team: z.looseObject({ id: TeamId }).nullable().optional(),
  enterprise: z.looseObject({ id: TeamId }).nullable().optional(),
  response_url: z.string().optional(),
});

/** A click on the acknowledge button. */
export const SlackAcknowledgeAction = z.looseObject({
  value: z.string().regex(/^[0-9a-f]{64}$/),
  action_ts: ActionTime,
});

export type SlackInteractionPayload = z.infer<typeof SlackInteractionPayload>;
export type SlackAcknowledgePayload = z.infer<typeof SlackAcknowledgePayload>;
export type SlackAcknowledgeAction = z.infer<typeof SlackAcknowledgeAction>;

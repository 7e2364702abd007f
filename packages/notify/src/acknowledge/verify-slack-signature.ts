import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far Slack's timestamp may be from the clock, in either direction. @see https://docs.slack.dev/authentication/verifying-requests-from-slack */
const WINDOW_SECONDS = 300;
/** Slack's payload holds the message that was clicked, whose blocks are bounded; nothing of ours is near this. Bytes. */
const MAX_BODY_BYTES = 1_048_576;

const SIGNATURE = /^v0=([0-9a-f]{64})$/;
const TIMESTAMP = /^[1-9][0-9]{0,11}$/;

/** A request as it came, before anything of it is believed. */
export interface SlackRequest {
  /** Header `x-slack-request-timestamp`; null when there is none. */
  readonly timestamp: string | null;
  /** Header `x-slack-signature`; null when there is none. */
  readonly signature: string | null;
  /** The body byte for byte, before any parsing: the signature is over these bytes. */
  readonly body: Uint8Array;
}

/** What the request is held against. */
export interface SlackVerification {
  /** The app's signing secrets: one, or two while it is being replaced. Empty ones are not used. */
  readonly signingSecrets: readonly string[];
  /** Milliseconds since 1970, from the caller's clock. */
  readonly now: number;
  /** True for a `nonce` that was answered before. Without it a request can be repeated for five minutes. */
  readonly isKnownNonce?: (nonce: string) => boolean;
}

/** Why a request is not Slack's, or not a new one. */
export type SlackRefusal =
  | 'no_signing_secret'
  | 'body_too_large'
  | 'timestamp_malformed'
  | 'timestamp_outside_window'
  | 'signature_malformed'
  | 'signature_mismatch'
  | 'replayed';

declare const VERIFIED: unique symbol;

/** A body that Slack signed within the last five minutes; only `verifySlackSignature` makes one. */
export interface VerifiedSlackRequest {
  readonly [VERIFIED]: true;
  readonly body: Uint8Array;
  /** When Slack sent it: milliseconds since 1970, whole seconds. */
  readonly sentAt: number;
}

/** What came of verifying. `nonce` names this request: store it until `expiresAt` (ms since 1970), and refuse it till then. */
export type SlackVerdict =
  | {
      readonly isValid: true;
      readonly request: VerifiedSlackRequest;
      readonly nonce: string;
      readonly expiresAt: number;
    }
  | { readonly isValid: false; readonly refusal: SlackRefusal };

/**
 * Whether Slack sent this request, just now and for the first time: HMAC-SHA256 over `v0:timestamp:body`, compared in
 * constant time, with a timestamp of the last five minutes (T5). Pure.
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySlackSignature(
  request: SlackRequest,
  verification: SlackVerification,
): SlackVerdict {
  const { timestamp, body } = request;
  // With an empty key anybody can sign.
  const secrets = verification.signingSecrets.filter((secret) => secret !== '');
  if (secrets.length === 0) return refused('no_signing_secret');
  if (body.byteLength > MAX_BODY_BYTES) return refused('body_too_large');
  if (timestamp === null || !TIMESTAMP.test(timestamp)) return refused('timestamp_malformed');
  const seconds = Number(timestamp);
  if (!(Math.abs(verification.now / 1000 - seconds) <= WINDOW_SECONDS)) {
    return refused('timestamp_outside_window');
  }
  const signature = SIGNATURE.exec(request.signature ?? '')?.[1];
  if (signature === undefined) return refused('signature_malformed');
  if (!isSignedByAny(secrets, timestamp, body, signature)) return refused('signature_mismatch');
  if (verification.isKnownNonce?.(signature)) return refused('replayed');
  return {
    isValid: true,
    request: { body, sentAt: seconds * 1000 } as VerifiedSlackRequest, // the mark exists in the type alone
    nonce: signature,
    expiresAt: (seconds + WINDOW_SECONDS + 1) * 1000,
  };
}

function refused(refusal: SlackRefusal): SlackVerdict {
  return { isValid: false, refusal };
}

/** All secrets are tried, so that the time says nothing about which one it was. */
function isSignedByAny(
  secrets: readonly string[],
  timestamp: string,
  body: Uint8Array,
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'hex');
  const results = secrets.map((secret) =>
    timingSafeEqual(
      createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest(),
      given,
    ),
  );
  return results.includes(true);
}

import type { LoopbackAnswer, LoopbackRequest } from './loopback.ts';
import type { BareForm } from './other-forms.ts';

interface Proposal {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: {
    readonly content?: { readonly envelope: string };
    readonly publicKey?: string;
    readonly proposedContent?: { readonly envelope: string; readonly verifiers: readonly string[] };
  };
}

/**
 * Rekor's lookup by entry (`POST /api/v1/log/entries/retrieve`), for envelopes that were logged. A proposal that is none, or
 * lacks its certificate, is refused as Rekor does.
 */
export function rekorLog(
  logged: readonly BareForm[],
): (request: LoopbackRequest) => LoopbackAnswer {
  const answers = new Map(logged.map(({ text, answer }) => [text, answer]));
  return ({ method, url, body }) => {
    if (method !== 'POST' || url.pathname !== '/api/v1/log/entries/retrieve')
      return { status: 404 };
    const { entries } = JSON.parse(body.toString()) as { entries: readonly Proposal[] };
    const envelopes = entries.map(envelopeOf);
    if (envelopes.some((envelope) => envelope === undefined)) {
      return { status: 400, body: '{"code":400,"message":"invalid entry"}' };
    }
    const found = [...new Set(envelopes)].flatMap((envelope) => answers.get(envelope ?? '') ?? []);
    return { status: 200, body: JSON.stringify(found) };
  };
}

function envelopeOf({ kind, apiVersion, spec }: Proposal): string | undefined {
  const isPem = (base64 = '') =>
    Buffer.from(base64, 'base64').toString().startsWith('-----BEGIN CERTIFICATE-----\n');
  const name = `${kind}/${apiVersion}`;
  if (name === 'intoto/0.0.1' && isPem(spec.publicKey)) return spec.content?.envelope;
  const isDsse = name === 'dsse/0.0.1' && isPem(spec.proposedContent?.verifiers[0]);
  return isDsse ? spec.proposedContent?.envelope : undefined;
}

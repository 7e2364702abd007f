import { createHash } from 'node:crypto';
import { rekorAnswerOf } from './rekor-answer.ts';
import type { Routes } from './server.ts';
import type { Sigstore } from './sigstore.ts';
import type { EntryBody } from './transparency-log.ts';

interface DsseProposal {
  readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] };
}

interface Envelope {
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

interface EnvelopeRequestV2 {
  readonly dsseRequestV002: { readonly envelope: Envelope; readonly verifiers: readonly unknown[] };
}

/**
 * Rekor's API, version 1: takes proposals of kind `dsse` and `hashedrekord`; and version 2: takes envelopes.
 * @see sigstore/rekor openapi.yaml; sigstore/rekor-tiles api/proto/rekor/v2
 */
export function rekorRoutes({ log, logV2 }: Sigstore, now: () => number): Routes {
  return {
    'POST /api/v1/log/entries': ({ body }) => {
      const proposal = JSON.parse(body) as EntryBody;
      const entry = log.add(canonical(proposal), new Date(now()));
      return { status: 201, body: JSON.stringify(rekorAnswerOf(entry)) };
    },
    'POST /api/v2/log/entries': ({ body }) => {
      const { dsseRequestV002 } = JSON.parse(body) as EnvelopeRequestV2;
      return { status: 201, body: JSON.stringify(logV2.add(canonicalV2(dsseRequestV002))) };
    },
  };
}

/** What Rekor keeps of a proposal: of an envelope the hashes and signatures only. */
function canonical(proposal: EntryBody): EntryBody {
  if (proposal.kind !== 'dsse') return proposal;
  const { proposedContent } = proposal.spec as DsseProposal; // what the kind means
  const envelope = JSON.parse(proposedContent.envelope) as Envelope;
  return {
    kind: 'dsse',
    apiVersion: '0.0.1',
    spec: {
      envelopeHash: hashOf(Buffer.from(proposedContent.envelope)),
      payloadHash: hashOf(Buffer.from(envelope.payload, 'base64')),
      signatures: envelope.signatures.map(({ sig }, index) => ({
        signature: sig,
        verifier: proposedContent.verifiers[index],
      })),
    },
  };
}

function canonicalV2({ envelope, verifiers }: EnvelopeRequestV2['dsseRequestV002']): EntryBody {
  const digest = createHash('sha256').update(Buffer.from(envelope.payload, 'base64'));
  return {
    kind: 'dsse',
    apiVersion: '0.0.2',
    spec: {
      dsseV002: {
        payloadHash: { algorithm: 'SHA2_256', digest: digest.digest('base64') },
        signatures: envelope.signatures.map(({ sig }, index) => ({
          content: sig,
          verifier: verifiers[index],
        })),
      },
    },
  };
}

function hashOf(bytes: Uint8Array): { algorithm: string; value: string } {
  return { algorithm: 'sha256', value: createHash('sha256').update(bytes).digest('hex') };
}

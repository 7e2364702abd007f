import type { FoundBundle } from '../../bundle/bundle-source.ts';
import {
  type BareEnvelope,
  bareEnvelopes,
  isBareEnvelope,
} from '../../bundle/dsse-with-certificate.ts';
import type { EvidenceSource, SourceProblem } from '../../evidence/source.ts';
import { bindLogAnswer, type LogAnswer } from '../../signature/log/bind-log-answer.ts';
import { clientFor, type Network } from '../network.ts';
import { type Settled, settle } from '../source-failure.ts';

/** Which logs to ask. */
export interface LogOptions {
  /** URLs of Rekor, version 1, in the order in which they are asked; those of the trusted root are `logUrls(trust)`. */
  readonly logs: readonly string[];
  readonly network: Network;
}

/** Evidence with what logs know of it. */
export interface Completed {
  readonly bundles: readonly FoundBundle[];
  /** Logs that could not say; the envelopes that they were asked about are left out. */
  readonly problems: readonly SourceProblem[];
}

/** The most bytes of a log's answer: an entry has the payload's hash, or of old the payload. */
const ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * A source whose envelopes without a log entry come with one: each is looked up in the logs, and what they answer must be of
 * that very envelope. Bundles pass through untouched, and nobody is asked about them.
 */
export function withLogEntries(source: EvidenceSource, options: LogOptions): EvidenceSource {
  return {
    name: source.name,
    find: async (artifact, { signal } = {}) => {
      const outcome = await source.find(artifact, signal && { signal });
      const { bundles, problems } = await addLogEntries(outcome.bundles, options, signal);
      return { ...outcome, bundles, problems: [...outcome.problems, ...problems] };
    },
  };
}

/**
 * Evidence whose envelopes without a log entry come with one, looked up in the logs. Safe to repeat.
 * @throws HttpError ABORTED: the signal
 */
export async function addLogEntries(
  bundles: readonly FoundBundle[],
  options: LogOptions,
  signal?: AbortSignal,
): Promise<Completed> {
  const documents = bundles.flatMap((bundle) =>
    'problem' in bundle ? [bundle] : bareEnvelopes(bundle),
  );
  const found: FoundBundle[] = [];
  const problems: SourceProblem[] = [];
  for (const document of documents) {
    if (!isBareEnvelope(document)) {
      found.push(document);
      continue;
    }
    const outcome = await lookUp(document, options, signal);
    if ('value' in outcome) found.push(outcome.value);
    else problems.push(outcome.problem);
  }
  return { bundles: found, problems };
}

/** The first log that has it. It is unlogged only if every log said so; and then it is for the verifier to refuse. */
async function lookUp(
  bare: BareEnvelope,
  { logs, network }: LogOptions,
  signal: AbortSignal | undefined,
): Promise<Settled<FoundBundle>> {
  let unlogged: FoundBundle | undefined;
  let problem: SourceProblem | undefined;
  for (const log of logs) {
    const outcome = await settle(() => ask(log, bare, network, signal));
    if ('problem' in outcome) problem ??= outcome.problem;
    else if (outcome.value.kind === 'logged') return { value: outcome.value.bundle };
    else if (outcome.value.kind === 'none') unlogged = outcome.value.bundle;
    else problem ??= malformed(log, outcome.value.problem);
  }
  if (unlogged && !problem) return { value: unlogged };
  return { problem: problem ?? noLog(bare) };
}

async function ask(
  log: string,
  bare: BareEnvelope,
  network: Network,
  signal: AbortSignal | undefined,
): Promise<LogAnswer> {
  const { body } = await clientFor(network, { servers: [log] }).send({
    method: 'POST',
    url: `${log}/api/v1/log/entries/retrieve`,
    isIdempotent: true, // it looks something up
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ entries: proposals(bare) }),
    maxBytes: ANSWER_BYTES,
    ...(signal && { signal }),
  });
  return bindLogAnswer(bare, body);
}

/**
 * The entries under which an envelope can have been logged: slsa-github-generator wrote the first kind up to v1.9, and the
 * second from v1.10 on. A log finds an entry by the hash of its canonical form.
 */
function proposals({ text, pem }: BareEnvelope): readonly object[] {
  const verifier = Buffer.from(pem).toString('base64');
  return [
    {
      kind: 'intoto',
      apiVersion: '0.0.1',
      spec: { content: { envelope: text }, publicKey: verifier },
    },
    {
      kind: 'dsse',
      apiVersion: '0.0.1',
      spec: { proposedContent: { envelope: text, verifiers: [verifier] } },
    },
  ];
}

function malformed(log: string, problem: string): SourceProblem {
  const message = `the log ${new URL(log).host} gave an answer that is none: ${problem}`;
  return { reason: 'malformed', message };
}

function noLog({ name }: BareEnvelope): SourceProblem {
  const message = `${name} comes without a log entry, and the trusted root names no log to ask for it`;
  return { reason: 'upstream_unavailable', message };
}

import { valueAt } from '@provkit/json';
import type { BundleSource } from '../../bundle/bundle-source.ts';
import type { BareEnvelope } from '../../bundle/dsse-with-certificate.ts';
import { LIMITS } from '../../bundle/limits.ts';
import { type Outcome, outcomeOf, readJson, refuse } from '../../bundle/malformed.ts';
import { type LogEntryJson, toLogEntry } from '../../bundle/rekor-entry.ts';
import { toBundle } from '../../bundle/to-bundle.ts';
import { wrapEnvelope } from '../../bundle/wrap-envelope.ts';
import { toEvidence } from '../evidence.ts';
import { bodyProblem } from './entry-body.ts';

const ANSWER_LIMITS = { maxBytes: 32 * 1024 * 1024, maxDepth: 16, maxValues: 10_000 };

/** What a log had to say about an envelope. */
export type LogAnswer =
  /** It has no entry, definitely; the bundle is without one. */
  | { readonly kind: 'none'; readonly bundle: BundleSource }
  /** A bundle of the envelope with the entries that are its own. */
  | { readonly kind: 'logged'; readonly bundle: BundleSource }
  /** Nonsense, or entries of other signatures: what the log has is not known. */
  | { readonly kind: 'malformed'; readonly problem: string };

/**
 * A bundle of an envelope and the entries that a log answered with. An entry counts only if its body binds this very
 * signature, certificate and payload: slsa-verifier never asks, and takes whatever entry the log sends. Promise and proof
 * are verified with the bundle. Pure.
 * @param content the answer of Rekor's `POST /api/v1/log/entries/retrieve`: `[{"<uuid>": entry}]`.
 */
export function bindLogAnswer(bare: BareEnvelope, content: Uint8Array | string): LogAnswer {
  const answer = outcomeOf(() => entriesIn(content));
  if (!('value' in answer)) return malformed(answer);
  const outcomes = answer.value.map((entry) => bind(bare, entry));
  const logEntries = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
  const problem = outcomes.find((outcome) => 'problem' in outcome);
  if (logEntries.length === 0 && problem) return malformed(problem);
  const bundle = { name: bare.name, content: wrap(bare, logEntries) };
  return { kind: logEntries.length === 0 ? 'none' : 'logged', bundle };
}

function malformed({
  problem,
  pointer,
}: Extract<Outcome<unknown>, { problem: string }>): LogAnswer {
  return { kind: 'malformed', problem: `${problem} at ${pointer || 'the top'}` };
}

/** The entries of all members of the array; one member has one entry. */
function entriesIn(content: Uint8Array | string): readonly unknown[] {
  const json = readJson(content, ANSWER_LIMITS);
  if (!Array.isArray(json)) refuse('not an array of entries', '');
  const entries = (json as readonly unknown[]).flatMap((member, at): readonly unknown[] =>
    typeof member === 'object' && member !== null
      ? Object.values(member)
      : refuse('not an object', `/${at}`),
  );
  return entries.length > LIMITS.tlogEntries
    ? refuse(`${entries.length} entries, more than ${LIMITS.tlogEntries}`, '')
    : entries;
}

function bind(bare: BareEnvelope, entry: unknown): Outcome<LogEntryJson> {
  return outcomeOf(() => {
    const logEntry = toLogEntry(
      entry,
      valueAt(entry, '/verification/signedEntryTimestamp'),
      valueAt(entry, '/verification/inclusionProof'),
    );
    const bundle = toBundle(readJson(wrap(bare, [logEntry]), LIMITS.json));
    if ('problem' in bundle) refuse(bundle.problem, bundle.pointer);
    const read = toEvidence(bundle.bundle);
    if ('problem' in read) refuse(read.problem, read.pointer);
    const [own] = read.evidence.logEntries;
    const problem = own ? bodyProblem(own, read.evidence) : 'no entry';
    return problem === undefined ? logEntry : refuse(problem, '/body');
  });
}

function wrap(
  { envelope, certificate }: BareEnvelope,
  logEntries: readonly LogEntryJson[],
): string {
  return wrapEnvelope({ envelope, certificates: [certificate], logEntries, timestamps: [] });
}

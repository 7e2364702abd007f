import { type HttpClock, redact } from '@provkit/http';
import { bundleToJSON } from '@sigstore/bundle';
import type { Artifact } from '../../artifact.ts';
import type { Claims } from '../../certificate/claims.ts';
import type { Statement } from '../../statement/schemas.ts';
import { type SigningPlaces, signingPlaces } from '../../trust/signing-places.ts';
import type { Trust } from '../../trust/trust.ts';
import { verifyBundle } from '../../verify-bundle.ts';

/** What to sign, as whom, and whose signature it shall be. */
export interface SignStatementInput {
  readonly statement: Statement;
  /** An OpenID Connect token for the audience `sigstore`: it says who signs. */
  readonly token: string;
  /** Its authority, log and timestamps are asked, and what they give must verify against it. */
  readonly trust: Trust;
  readonly clock: HttpClock;
  /** Milliseconds for all of it; 60,000 unless stated. */
  readonly overallMs?: number;
  /** How often a server is asked again that did not answer; 2 unless stated. */
  readonly retries?: number;
}

/** A statement that was signed. */
export interface SignedStatement {
  /** The Sigstore bundle as JSON text with a final newline. */
  readonly bundle: string;
  /** Whom the certificate names: what consumers pin. */
  readonly signer: Claims;
}

/** A signature that verifies, or why there is none; without a secret in it. */
export type SignStatementOutcome = SignedStatement | { readonly problem: string };

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const OVERALL_MS = 60_000;
const ATTEMPT_MS = 15_000;
const RETRIES = 2;

/**
 * Signs a statement with a key that is used once and a certificate for the token's owner, and has it logged: sigstore-js,
 * which is loaded only here. What comes back is verified as anybody would; a bundle that does not verify is never returned.
 * Not safe to repeat: each call leaves a certificate and an entry in public logs.
 */
export async function signStatement(input: SignStatementInput): Promise<SignStatementOutcome> {
  const { statement, token, trust, clock, overallMs = OVERALL_MS, retries = RETRIES } = input;
  const places = signingPlaces(trust, new Date(clock.now()));
  if ('problem' in places) return places;
  const timer = new AbortController();
  const late = clock.sleep(overallMs, timer.signal).then(
    () => ({ problem: `no signature within ${overallMs} ms` }),
    () => ({ problem: 'the wait for a signature was ended' }),
  );
  try {
    const asked = signAt(places, statement, token, retries);
    asked.catch(() => {}); // where it comes too late nobody waits for its error any more
    const signed = await Promise.race([asked, late]);
    return 'problem' in signed ? signed : verified(signed.bundle, statement, trust);
  } catch (error) {
    return {
      problem: `no signature from ${hostsOf(places)}: ${redact(messageOf(error), [token])}`,
    };
  } finally {
    timer.abort();
  }
}

async function signAt(
  { authority, log, timestamps }: SigningPlaces,
  statement: Statement,
  token: string,
  retries: number,
): Promise<{ readonly bundle: string }> {
  const sigstore = await import('@sigstore/sign');
  const limits = { timeout: ATTEMPT_MS, retry: { retries } };
  const bundle = await new sigstore.DSSEBundleBuilder({
    signer: new sigstore.FulcioSigner({
      fulcioBaseURL: authority,
      identityProvider: { getToken: async () => token },
      ...limits,
    }),
    witnesses: [
      new sigstore.RekorWitness({
        rekorBaseURL: log.url,
        majorApiVersion: log.version,
        entryType: 'dsse',
        ...limits,
      }),
      ...(timestamps === undefined
        ? []
        : [new sigstore.TSAWitness({ tsaBaseURL: timestamps, ...limits })]),
    ],
  }).create({ data: Buffer.from(JSON.stringify(statement)), type: PAYLOAD_TYPE });
  return { bundle: `${JSON.stringify(bundleToJSON(bundle))}\n` };
}

/** What others will do with it, done before anybody gets it: servers that answer nonsense are found out here. */
function verified(bundle: string, statement: Statement, trust: Trust): SignStatementOutcome {
  const [subject] = statement.subject;
  const artifact: Artifact = { name: subject?.name ?? 'the subject', ...subject?.digest };
  const name = 'the new bundle';
  const report = verifyBundle({
    bundle: { name, content: bundle },
    artifact,
    trust,
    signer: { anyoneUnsafe: true },
  });
  const { verdict, signer, checks } = report;
  const isOurs = JSON.stringify(report.statement) === JSON.stringify(statement);
  if (verdict === 'pass' && signer && isOurs) return { bundle, signer };
  const failed = checks.find(({ status }) => status === 'fail');
  return {
    problem: `what was signed does not verify: ${failed?.message ?? 'it says something else'}`,
  };
}

function hostsOf({ authority, log, timestamps }: SigningPlaces): string {
  const urls = [authority, log.url, ...(timestamps === undefined ? [] : [timestamps])];
  return [...new Set(urls.map((url) => new URL(url).host))].join(', ');
}

/** What went wrong and why; sigstore-js puts a token that it cannot read into its message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an error without a message';
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}

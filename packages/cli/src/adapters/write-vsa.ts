import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeAtomically } from '@provkit/files/node';
import type { Policy, Report, Trust } from '@provkit/predicate';
import { readConfigFile } from '@provkit/predicate/files';
import type { Statement } from '@provkit/predicate/in-toto';
import type { VsaRequest } from '../args/vsa-options.ts';
import { CliError } from '../cli-error.ts';
import { signingToken } from '../env.ts';
import type { Ports } from '../ports.ts';
import { readInput } from '../read-input.ts';
import { version } from '../version.ts';
import { isSameFile } from './same-file.ts';

/** A summary that will be written where nothing lies any more. */
export interface PreparedVsa {
  readonly request: VsaRequest;
  /** Absolute. */
  readonly path: string;
  /** Lowercase hex. */
  readonly policySha256: string;
}

/**
 * Takes away what an earlier call has written: a summary that says "passed" must be of this one, however this one ends.
 * @param inputs files that are read, and must not be lost.
 * @throws CliError USAGE: the summary would be one of them; FILE_UNREADABLE, FILE_UNWRITABLE
 */
export async function prepareVsa(
  request: VsaRequest,
  inputs: readonly string[],
  cwd: string,
): Promise<PreparedVsa> {
  const path = resolve(cwd, request.file);
  for (const input of inputs) {
    if (!(await isSameFile(path, resolve(cwd, input)))) continue;
    throw new CliError('USAGE', `--vsa ${request.file} is read as ${input}: name another file`);
  }
  const policy = await readInput(request.policyFile, cwd, readConfigFile);
  try {
    await rm(path, { force: true });
  } catch (cause) {
    const message = `${request.file} cannot be written (${codeOf(cause)})`;
    throw new CliError('FILE_UNWRITABLE', message, { cause });
  }
  return { request, path, policySha256: createHash('sha256').update(policy).digest('hex') };
}

/** What was decided, by whom to be believed. */
export interface VsaInput {
  readonly reports: readonly Report[];
  readonly policy: Policy;
  readonly trust: Trust;
  readonly isOffline: boolean;
  readonly privateAddressesUnsafe: boolean;
}

/** What became of a summary. */
export interface WrittenVsa {
  /** For people; not made printable yet. */
  readonly line: string;
  /** Whether there was something to state, and it was not. */
  readonly isMissing: boolean;
}

/** States a decision in a file, wholly or not at all, signed where somebody can be asked who we are. */
export async function writeVsa(
  { request, path, policySha256 }: PreparedVsa,
  input: VsaInput,
  ports: Ports,
): Promise<WrittenVsa> {
  const { vsaOfReports } = await import('@provkit/predicate/vsa');
  const stated = vsaOfReports(input.reports, {
    verifier: { id: request.verifierId, version: { provkit: version() } },
    resourceUri: request.resourceUri,
    policy: { uri: request.policyUri, digest: { sha256: policySha256 } },
  });
  const say = (line: string, isMissing: boolean) => ({
    line: `${request.file}: ${line}`,
    isMissing,
  });
  if ('undecided' in stated) return say(`not written, for ${stated.undecided}`, false);
  const made = await contentOf(stated.statement, request, input, ports);
  if ('problem' in made) return say(`not written: ${made.problem}`, true);
  try {
    await writeAtomically(path, made.content);
  } catch (error) {
    return say(`not written: it cannot be (${codeOf(error)})`, true);
  }
  return say(`${stated.result}, ${made.signed}`, false);
}

type Content = { readonly content: string; readonly signed: string } | { readonly problem: string };

async function contentOf(
  statement: Statement,
  { mustBeSigned }: VsaRequest,
  input: VsaInput,
  ports: Ports,
): Promise<Content> {
  const token = await tokenOf(input, ports);
  if ('problem' in token) return { problem: token.problem };
  if ('token' in token) return sign(statement, token.token, input, ports);
  if (mustBeSigned) return { problem: `--vsa-signed, and ${token.none}` };
  const content = `${JSON.stringify(statement, null, 2)}\n`;
  return { content, signed: `NOT SIGNED, for ${token.none}: it proves nothing to others` };
}

/** A token that cannot be had although there should be one is a problem; an unsigned file would hide it. */
async function tokenOf(
  { isOffline, privateAddressesUnsafe }: VsaInput,
  { env, clock, openNetwork }: Ports,
): Promise<{ readonly token: string } | { readonly none: string } | { readonly problem: string }> {
  if (isOffline) return { none: '--offline forbids to ask anybody' };
  const given = signingToken(env);
  if (!given) {
    return env.GITHUB_ACTIONS === 'true'
      ? { none: 'this job has no id token (permissions: id-token: write)' }
      : { none: 'there is no id token (SIGSTORE_ID_TOKEN)' };
  }
  if ('token' in given) return given;
  const { fetchIdToken } = await import('@provkit/predicate/sign');
  return fetchIdToken({
    ...given,
    network: { ...(await openNetwork()), clock, privateAddressesUnsafe },
  });
}

async function sign(
  statement: Statement,
  token: string,
  { policy, trust }: VsaInput,
  { clock }: Ports,
): Promise<Content> {
  const { acceptsSigner } = await import('@provkit/predicate/policy');
  const { signStatement } = await import('@provkit/predicate/sign');
  const signed = await signStatement({ statement, token, trust, clock });
  if ('problem' in signed) return signed;
  const { bundle, signer } = signed;
  if (acceptsSigner(policy, signer)) {
    return {
      problem: `this job signs as ${signer.san}, which the policy takes for the release builder: whoever verifies here could sign what is verified. Verify in a reusable workflow of its own, which no policy accepts (T1)`,
    };
  }
  const issuer = signer.issuer ?? signer.issuerV1 ?? '';
  return { content: bundle, signed: `signed by ${signer.san} (issuer ${issuer})` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

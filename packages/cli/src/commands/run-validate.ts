import { type Entry, findEntry } from '@provkit/manifest';
import type { Arguments } from '../args/option.ts';
import { assertAnswerable } from '../assert-answerable.ts';
import { loadBundleFiles, loadPolicy, loadRelease, loadTrust, openManifest } from '../compose.ts';
import type { ExitCode } from '../exit-codes.ts';
import { formatOf } from '../format-option.ts';
import type { Validation } from '../map/validation.ts';
import { validationOutcome } from '../map/validation-outcome.ts';
import type { Ports } from '../ports.ts';
import type { Recorded } from '../record-validation.ts';
import { validateEntry } from '../validate-entry.ts';
import { validationJson } from '../validation-json.ts';
import { writeOutcome } from '../write-outcome.ts';
import { readRequest } from './validate-request.ts';

/**
 * Validates the release of a manifest entry (S1) and, where it was asked to, records the verdict.
 * @throws CliError and the packages' errors: what was given cannot be used, and the manifest is as it was
 */
export async function runValidate(args: Arguments, ports: Ports): Promise<ExitCode> {
  const { clock, cwd } = ports;
  const request = readRequest(args);
  const started = clock.now();
  const { path, store, manifest } = await openManifest(request.manifest, ports);
  const entry = findEntry(manifest, request.key);
  const policy = await loadPolicy(request.policy, cwd, new Date(started), request.buildTypes);
  assertAnswerable({ entry, manifest, policy, isFileAllowed: request.isFileAllowed });
  const record = request.isWriteAsked
    ? await (await import('../open-recorder.ts')).openRecorder(request, entry, path, ports)
    : undefined;
  const trust = await loadTrust(request.trustedRoot, cwd);
  const named = await loadBundleFiles(request.bundles, cwd);
  const place = { ...request, entry, policy, manifest: path, named };
  const release = await loadRelease(place, ports);
  const now = new Date(clock.now());
  const findings = await validateEntry({ entry, trust, policy, ...release }, now);
  const verifiedAt = now.toISOString();
  const validation = { ...findings, verifiedAt, durationMs: clock.now() - started };
  const [{ repository }] = policy.expectations;
  const recorded = await record?.({ validation, entry, manifest, store, repository });
  const isTagLookedUp = release.tagCommit !== undefined;
  return write(settle(validation, recorded), recorded, entry, isTagLookedUp, args, ports);
}

/** A verdict that could not be recorded is not yet one (S5.3): it blocks as a failure does, and asks for another look. */
function settle(validation: Validation, recorded: Recorded | undefined): Validation {
  if (!recorded || recorded.isWritten) return validation;
  const { problem } = recorded;
  return { ...validation, verdict: 'inconclusive', failureReason: 'lock_timeout', problem };
}

async function write(
  validation: Validation,
  recorded: Recorded | undefined,
  entry: Entry,
  isTagLookedUp: boolean,
  args: Arguments,
  ports: Ports,
): Promise<ExitCode> {
  const isWritten = recorded?.isWritten === true;
  const outcome = validationOutcome(validation, entry, { isWritten, isTagLookedUp });
  const json = () => validationJson(validation, entry, outcome, isWritten);
  return writeOutcome(outcome, formatOf(args.one('format')), ports, { json });
}

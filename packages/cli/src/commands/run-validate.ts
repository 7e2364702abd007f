import { type Entry, findEntry } from '@provkit/manifest';
import type { Arguments } from '../args/option.ts';
import { assertAnswerable } from '../assert-answerable.ts';
import {
  loadBundleFiles,
  loadPolicy,
  loadReleasedFile,
  loadTrust,
  openManifest,
} from '../compose.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import { validationJson, validationText } from '../format-validation.ts';
import type { Validation } from '../map/validation.ts';
import { paletteFor } from '../palette.ts';
import type { Ports } from '../ports.ts';
import type { Recorded } from '../record-validation.ts';
import { validateEntry } from '../validate-entry.ts';
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
  const file = await loadReleasedFile(entry.artifact_url, path, named);
  const now = new Date(clock.now());
  const findings = validateEntry({ entry, file, trust, policy, tagCommit: request.tagCommit }, now);
  const verifiedAt = now.toISOString();
  const validation = { ...findings, verifiedAt, durationMs: clock.now() - started };
  const [{ repository }] = policy.expectations;
  const recorded = await record?.({ validation, entry, store, repository });
  return write(settle(validation, recorded), recorded, entry, args, ports);
}

/** A verdict that could not be recorded is not yet one (S5.3): it blocks as a failure does, and asks for another look. */
function settle(validation: Validation, recorded: Recorded | undefined): Validation {
  if (!recorded || recorded.isWritten) return validation;
  const { problem } = recorded;
  return { ...validation, verdict: 'inconclusive', failureReason: 'lock_timeout', problem };
}

function write(
  validation: Validation,
  recorded: Recorded | undefined,
  entry: Entry,
  args: Arguments,
  ports: Ports,
): ExitCode {
  const isWritten = recorded?.isWritten === true;
  const isTagLookedUp = args.has('source-digest');
  const text =
    args.one('format') === 'json'
      ? validationJson(validation, entry, { isWritten })
      : validationText(validation, entry, {
          isWritten,
          isTagLookedUp,
          palette: paletteFor(ports),
        });
  ports.stdout.write(text);
  return EXIT_CODES[validation.verdict];
}

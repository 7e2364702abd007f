import { dirname, join, resolve } from 'node:path';
import type { Entry } from '@provkit/manifest';
import { accessFile } from './access-file.ts';
import { assertRecordable } from './assert-recordable.ts';
import type { ValidateRequest } from './commands/validate-request.ts';
import { openEventLog } from './compose.ts';
import { actorFrom, repositoryIdFrom } from './env.ts';
import type { Ports } from './ports.ts';
import { type Recorded, type RecordInput, recordValidation } from './record-validation.ts';

/** Records one verdict. */
export type Recorder = (
  what: Pick<RecordInput, 'validation' | 'entry' | 'manifest' | 'store' | 'repository'>,
) => Promise<Recorded>;

const DEFAULT_EVENTS = 'events.ndjson';

/**
 * What records the verdict about an entry. Refuses where it could not be written, before anything is verified.
 * @param manifest absolute path.
 * @throws CliError USAGE: only a person may change the entry, or the event log would be one of the files that are read
 */
export async function openRecorder(
  request: ValidateRequest,
  entry: Entry,
  manifest: string,
  { clock, cwd, env, newId }: Ports,
): Promise<Recorder> {
  assertRecordable(entry);
  const { events, policy, trustedRoot, bundles } = request;
  const folder = dirname(manifest);
  const path = events === undefined ? join(folder, DEFAULT_EVENTS) : resolve(cwd, events);
  const given = [policy, ...bundles, ...(trustedRoot === undefined ? [] : [trustedRoot])];
  const inputs = given.map((file) => resolve(cwd, file));
  const apartFrom = [manifest, resolve(folder, entry.artifact_url), ...inputs];
  const log = await openEventLog(path, { apartFrom });
  const by = { actor: actorFrom(env), instance: newId(), log, clock };
  return (what) =>
    accessFile(request.manifest, 'written', () =>
      recordValidation({ ...what, ...by, repositoryId: repositoryIdFrom(env, what.manifest) }),
    );
}

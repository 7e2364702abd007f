import { z } from 'zod';
import { HashId, NumericId, Ordinal, Text, Timestamp } from './vocabulary.ts';

/** Who wrote the event. `instance` is one run of the program: nobody else ever uses it again. */
const Producer = z.strictObject({
  name: Text.describe('The program, for example provkit.'),
  version: Text.describe('Its version.'),
  instance: Text.describe('One run of it; unique for ever, for example a UUID.'),
});

const Actor = z.strictObject({
  kind: z.enum(['automated', 'human']),
  id: Text.describe('Login or name of the workflow.'),
});

const Trigger = z.enum([
  'release',
  'rerun',
  'rollback',
  'revalidation',
  'pull_request',
  'sweep',
  'test',
]);

/** What every event has, whatever its type (spec.md 3.1). */
export const envelope = {
  id: HashId.describe(
    'SHA-256 of type and natural key: the same fact has the same id, whoever writes it.',
  ),
  schema: z.literal(1).describe('Version of the fields of this type.'),
  at: Timestamp.describe('When it happened.'),
  recorded_at: Timestamp.describe('When it was written down.'),
  producer: Producer,
  seq: Ordinal.describe('Counts the events of this producer instance, from 1, without gaps.'),
  repository: z
    .string()
    .regex(
      /^https:\/\/[^/\s@\ud800-\udfff]{1,256}\/[^/\s@\ud800-\udfff]{1,256}\/[^/\s@\ud800-\udfff]{1,256}$/u,
    )
    .describe('URL of the source repository: server, owner, name.'),
  repository_id: NumericId.nullable().describe(
    'Numeric id of the repository; null where only its name was known, as offline.',
  ),
  tag: Text.nullable(),
  run_id: NumericId.nullable(),
  run_attempt: Ordinal.nullable(),
  actor: Actor,
  trigger: Trigger.describe('What set it off; all metrics ignore test.'),
  corrects: HashId.optional().describe('Id of the event that this one replaces.'),
} as const;

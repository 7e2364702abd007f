import { isJsonError, type JsonValue, parseJson } from '@provkit/json';
import { ManifestError } from './manifest-error.ts';
import type { Entry } from './schema.ts';
import type { EntryChanges } from './set-entry.ts';

/** How the value of a field is written on a command line. */
type Notation = 'text' | 'number' | 'boolean' | 'list' | 'json';

const NOTATIONS = {
  tag: 'text',
  run_id: 'text',
  run_attempt: 'number',
  sha: 'text',
  artifact_url: 'text',
  artifact_digest: 'text',
  archive_digest: 'text',
  predicate_type: 'text',
  builder_id: 'text',
  status: 'text',
  failure_reason: 'text',
  verified_at: 'text',
  notify_slack: 'boolean',
  slack_retry: 'number',
  issue_number: 'number',
  requeue: 'boolean',
  requeue_reason: 'text',
  rerun_in_progress: 'boolean',
  previous_run_ids: 'list',
  retry_of: 'text',
  superseded_by: 'json',
  rollback_run_id: 'text',
  governance_flag: 'text',
  override: 'json',
  notes: 'text',
} as const satisfies Record<keyof Entry, Notation>;

/** The names of an entry's fields, in the order of the schema. */
export const ENTRY_FIELDS: readonly (keyof Entry)[] = Object.keys(NOTATIONS) as (keyof Entry)[]; // of a literal

/**
 * Reads `field=value` as people write it: text as it is, numbers, `true` and `false`, lists with commas, objects as JSON;
 * nothing after the `=` removes the field. Later ones win. Whether the values are right is for the schema to say. Pure.
 * @throws ManifestError CHANGE_INVALID: no assignment, no such field, or not the kind of value it has
 * @example
 * parseAssignments(['issue_number=17', 'failure_reason=']); // { issue_number: 17, failure_reason: undefined }
 */
export function parseAssignments(assignments: readonly string[]): EntryChanges {
  return Object.fromEntries(assignments.map(parseAssignment)) as EntryChanges; // the schema judges it
}

function parseAssignment(assignment: string): [string, JsonValue | undefined] {
  const at = assignment.indexOf('=');
  const field = assignment.slice(0, Math.max(at, 0));
  if (at < 0) throw invalid(assignment, 'is no FIELD=VALUE');
  if (!isField(field)) throw invalid(field, `is no field: ${ENTRY_FIELDS.join(', ')} are`);
  const text = assignment.slice(at + 1);
  return [field, text === '' ? undefined : readValue(field, text)];
}

function readValue(field: keyof Entry, text: string): JsonValue {
  switch (NOTATIONS[field]) {
    case 'text':
      return text;
    case 'number':
      if (!/^\d{1,15}$/.test(text)) throw invalid(field, `is a whole number, and not ${text}`);
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') {
        throw invalid(field, `is true or false, and not ${text}`);
      }
      return text === 'true';
    case 'list':
      return text.split(',').map((item) => item.trim());
    case 'json':
      return readJson(field, text);
  }
}

function readJson(field: string, text: string): JsonValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!isJsonError(error)) throw error;
    throw invalid(field, `is an object in JSON: ${error.message}`);
  }
}

function isField(name: string): name is keyof Entry {
  return Object.hasOwn(NOTATIONS, name);
}

function invalid(what: string, problem: string): ManifestError {
  return new ManifestError('CHANGE_INVALID', `${what} ${problem}`);
}

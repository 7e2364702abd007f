import { describe, expect, test } from 'vitest';
import published from '../schema/manifest.v1.schema.json' with { type: 'json' };
import { ENTRY_FIELDS, parseAssignments } from '../src/index.ts';

describe('parseAssignments', () => {
  test('knows every field of the schema, in its order', () => {
    const { properties } = published.properties.entries.items;
    expect(ENTRY_FIELDS).toEqual(Object.keys(properties));
  });

  test('reads each kind of value as people write it', () => {
    expect(
      parseAssignments([
        'notes=a=b, c',
        'issue_number=17',
        'notify_slack=true',
        'requeue=false',
        'previous_run_ids=1, 2',
        'superseded_by={"tag":"v2","run_id":"9"}',
        'failure_reason=',
      ]),
    ).toEqual({
      notes: 'a=b, c',
      issue_number: 17,
      notify_slack: true,
      requeue: false,
      previous_run_ids: ['1', '2'],
      superseded_by: { tag: 'v2', run_id: '9' },
      failure_reason: undefined,
    });
    expect(Object.keys(parseAssignments(['failure_reason=']))).toEqual(['failure_reason']);
  });

  test.each([
    ['notes', 'notes is no FIELD=VALUE'],
    ['=x', ' is no field'],
    ['note=x', 'note is no field: tag, run_id'],
    ['__proto__=x', '__proto__ is no field'],
    ['issue_number=seventeen', 'issue_number is a whole number, and not seventeen'],
    ['issue_number=1e9', 'issue_number is a whole number'],
    ['issue_number=9999999999999999', 'issue_number is a whole number'],
    ['requeue=yes', 'requeue is true or false, and not yes'],
    ['override={"a":1,"a":2}', 'override is an object in JSON: the same key a second time'],
    ['superseded_by=v2', 'superseded_by is an object in JSON: not JSON'],
  ])('%s is refused: %s', (assignment, message) => {
    expect(() => parseAssignments([assignment])).toThrowError(
      expect.objectContaining({
        code: 'CHANGE_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });
});

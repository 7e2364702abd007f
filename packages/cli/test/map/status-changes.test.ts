import { describe, expect, test } from 'vitest';
import { STATUS_TRANSITIONS, transitionsFor } from '../../src/map/index.ts';

/**
 * The words of spec.md 2.5; `(person)` marks what only a person may bring about. Beyond them `success → rollback`: the run of a
 * rollback is validated as every run is (S4.7), and recorded as one once it is merged (S4.5).
 */
const SPEC = [
  'pending → success, failure, blocked, rollback',
  'failure → pending, success, blocked, failure',
  'blocked → pending (person), failure (person)',
  'success → failure, blocked (person), rollback',
  'rollback →',
];

describe('the table of status changes (spec 2.5)', () => {
  test('says what the specification says, and that a status may stay', () => {
    for (const line of SPEC) {
      const [from = '', targets = ''] = line.split(' →');
      const status = from as keyof typeof STATUS_TRANSITIONS.allowed;
      const words = targets
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean);
      const human = words
        .filter((word) => word.endsWith('(person)'))
        .map((word) => word.split(' ')[0]);
      const anybody = words.filter((word) => !word.endsWith('(person)'));
      const { allowed, humanOnly } = STATUS_TRANSITIONS;
      expect(allowed[status].filter((to) => to !== status).toSorted()).toEqual(
        anybody.filter((to) => to !== status).toSorted(),
      );
      expect(humanOnly[status].toSorted()).toEqual(human.toSorted());
    }
  });

  test('a program has no part of what only a person may do', () => {
    expect(transitionsFor('human')).toEqual(STATUS_TRANSITIONS);
    expect(Object.values(transitionsFor('automated').humanOnly).flat()).toEqual([]);
    expect(transitionsFor('automated').allowed).toEqual(STATUS_TRANSITIONS.allowed);
  });
});

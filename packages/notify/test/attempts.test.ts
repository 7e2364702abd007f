import { describe, expect, test } from 'vitest';
import { attemptsOf } from '../src/attempts.ts';
import { alertOf, attemptOf, iso, raisedOf, START } from './alerts.ts';

const ALERT = alertOf();
const begun = attemptOf(ALERT, 'issue', { outcome: 'unknown', status: null, is_correction: false });

describe('the tries of a log', () => {
  test('are open until what came of them is recorded, and keep when and where they were begun', () => {
    const ended = attemptOf(ALERT, 'issue', { at: iso(START + 1000) });
    expect(attemptsOf([raisedOf(ALERT), begun])).toMatchObject([{ isOpen: true, index: 1 }]);
    expect(attemptsOf([raisedOf(ALERT), begun, ended])).toMatchObject([
      { isOpen: false, index: 1, at: iso(START), outcome: 'delivered' },
    ]);
  });

  test('stay delivered, whatever somebody says afterwards who had looked for them too early', () => {
    const late = attemptOf(ALERT, 'issue', { outcome: 'not_delivered', status: null });
    const records = [begun, attemptOf(ALERT, 'issue'), late];
    expect(attemptsOf(records)).toMatchObject([{ outcome: 'delivered' }]);
  });

  test('are begun once, however often that is recorded', () => {
    expect(attemptsOf([begun, attemptOf(ALERT, 'issue'), begun])).toMatchObject([
      { isOpen: false, outcome: 'delivered' },
    ]);
  });
});

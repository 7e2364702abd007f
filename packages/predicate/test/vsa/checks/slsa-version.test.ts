import { describe, expect, test } from 'vitest';
import { checkSlsaVersion } from '../../../src/vsa/checks/slsa-version.ts';
import { checkInput } from '../fixture.ts';

const check = (slsaVersion: unknown) =>
  checkSlsaVersion(checkInput({}, (predicate) => Object.assign(predicate, { slsaVersion })));

describe('check slsa-version', () => {
  test.each([['1.0'], ['1.1'], ['1.2'], ['1.10'], [undefined], [null], ['']])(
    'holds for %j',
    (version) => {
      expect(check(version).status).toBe('pass');
    },
  );

  test.each([['0.1'], ['2.0'], ['10.0']])(
    'fails for %s, whose levels may mean something else',
    (version) => {
      expect(check(version)).toMatchObject({ status: 'fail', actual: version });
    },
  );

  test.each([['v1.0'], ['1'], ['1.0.0'], ['1.'], ['1.01'], ['1.2 ']])(
    'malformed: %j is no version',
    (version) => {
      expect(check(version)).toMatchObject({
        status: 'fail',
        reason: 'predicate_malformed',
        expected: '1.x',
      });
    },
  );
});

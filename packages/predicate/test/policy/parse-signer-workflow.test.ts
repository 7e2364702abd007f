import { describe, expect, test } from 'vitest';
import { parseSignerWorkflow } from '../../src/policy/parse-signer-workflow.ts';

const REPO = 'https://github.com/acme/widgets';
const PATH = '.github/workflows/release.yml';

describe('parseSignerWorkflow (T9)', () => {
  test.each([
    [PATH],
    [`acme/widgets/${PATH}`],
    [`github.com/acme/widgets/${PATH}`],
    [`${REPO}/${PATH}`],
  ])('%s is the workflow of the source repository, at the ref that was built', (text) => {
    expect(parseSignerWorkflow(text, REPO)).toEqual({ workflow: PATH });
  });

  test.each([['refs/tags/v1.2.3'], ['e'.repeat(40)]])('a stated ref is exact: %s', (ref) => {
    expect(parseSignerWorkflow(`acme/ci/${PATH}@${ref}`, REPO)).toEqual({
      signer: { workflow: `https://github.com/acme/ci/${PATH}`, ref: { exact: ref } },
    });
  });

  test.each([
    [`acme/ci/${PATH}`, 'its ref must be stated'],
    ['release.yml', 'is none'],
    [`acme/widgets/${PATH}/x`, 'is none'],
    ['acme/widgets/.github/workflows/.*', 'is none'],
    [`https://github.com@evil.example/acme/widgets/${PATH}`, 'is none'],
    ['', 'is none'],
  ])('refuses %j', (text, why) => {
    expect(() => parseSignerWorkflow(text, REPO)).toThrowError(
      expect.objectContaining({ code: 'POLICY_INVALID', message: expect.stringContaining(why) }),
    );
  });
});

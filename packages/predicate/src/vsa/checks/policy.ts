import type { Finding } from '../../checks/check-result.ts';
import { fail, notApplicable, pass } from '../catalog.ts';
import { listed } from '../listed.ts';
import type { VsaCheck } from '../vsa-check.ts';
import { checkExact } from './exact.ts';

/** Whether the verifier applied the expected policy; which one it names is in the report either way. */
export const checkPolicy: VsaCheck = ({ predicate: { policy }, expected }) => {
  if (!expected.policy) return notApplicable('policy', 'no policy is asked for');
  const { uri, digest } = expected.policy;
  const messages = {
    pass: `verified against ${policy.uri}`,
    fail: 'it was verified against another policy',
    pointer: '/predicate/policy/uri',
  };
  if (uri !== undefined) {
    const result = checkExact('policy', { expected: uri, actual: policy.uri }, messages);
    if (result.status === 'fail' || !digest) return result;
  }
  const stated = policy.digest ?? {};
  const isEqual = Object.entries(digest ?? {}).every(
    ([algorithm, value]) => stated[algorithm] === value,
  );
  const finding: Finding = {
    message: messages.pass,
    expected: describe(digest ?? {}),
    actual: describe(stated),
    pointer: '/predicate/policy/digest',
  };
  if (isEqual) return pass('policy', finding);
  return fail('policy', {
    ...finding,
    message: 'it was verified against another version of the policy',
  });
};

function describe(digests: Readonly<Record<string, string>>): string {
  return listed(Object.entries(digests).map(([algorithm, value]) => `${algorithm}:${value}`));
}

export { acceptsSigner } from './accepts-signer.ts';
export {
  type DefinePolicyInput,
  definePolicy,
} from './define-policy.ts';
export { describePolicy, type PolicyDescription } from './describe-policy.ts';
export { assertCurrent, type ExpiredOverride, expiredOverrides } from './expired-override.ts';
export { parsePolicy } from './parse-policy.ts';
export { parseSignerWorkflow } from './parse-signer-workflow.ts';
export type { Expectations, Override, Policy, PolicyOptions } from './policy.ts';
export { policyDigest } from './policy-digest.ts';

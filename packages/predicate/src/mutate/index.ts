export type { Control } from './control.ts';
export {
  type Mutant,
  type MutationInput,
  type MutationReport,
  mutatePolicy,
} from './mutate-policy.ts';
export { type SelfCheck, type SelfCheckInput, selfCheck } from './self-check.ts';

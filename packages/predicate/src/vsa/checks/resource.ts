import { notApplicable } from '../catalog.ts';
import type { VsaCheck } from '../vsa-check.ts';
import { checkExact } from './exact.ts';

/** Whether the artifact was verified as the expected resource, for example as that package of that registry (step 5). */
export const checkResource: VsaCheck = ({ predicate, expected: { resourceUri } }) => {
  if (resourceUri === undefined) {
    return notApplicable('resource', 'any resource is accepted (anyResourceUnsafe)');
  }
  return checkExact(
    'resource',
    { expected: resourceUri, actual: predicate.resourceUri },
    {
      pass: `verified as ${resourceUri}`,
      fail: 'it was verified as another resource',
      pointer: '/predicate/resourceUri',
    },
  );
};

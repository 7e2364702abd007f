import { valueAt } from '@provkit/json';
import type { Statement } from '../../statement/schemas.ts';
import { fail, notApplicable, pass, type VsaCheckResult } from '../catalog.ts';
import type { VsaExpectations } from '../expectations.ts';
import { findSubjects } from '../find-subjects.ts';
import { listed } from '../listed.ts';

/** Whether the refs that pointed to each source revision have the expected one among them (SLSA 1.2, source track). */
export function checkSourceRef(
  { subject }: Statement,
  { subjects }: Pick<VsaExpectations, 'subjects'>,
): VsaCheckResult {
  const asked = (subjects ?? []).flatMap((wanted) =>
    'sourceRef' in wanted && wanted.sourceRef !== undefined
      ? [{ ref: wanted.sourceRef, places: findSubjects(subject, wanted) }]
      : [],
  );
  if (asked.length === 0) return notApplicable('source-ref', 'no source ref is asked for');
  const refsAt = (place: number) => stringsAt(subject, `/${place}/annotations/sourceRefs`);
  const missing = asked.find(({ ref, places }) => !places.some((at) => refsAt(at).includes(ref)));
  const finding = {
    expected: listed(asked.map(({ ref }) => ref)),
    actual: listed(asked.flatMap(({ places }) => places.flatMap(refsAt))),
    pointer: `/subject/${asked[0]?.places[0] ?? 0}/annotations/sourceRefs`,
  };
  if (!missing)
    return pass('source-ref', { message: 'the ref pointed to the revision', ...finding });
  const message = `the summary does not say that ${missing.ref} pointed to the revision`;
  return fail('source-ref', { message, ...finding });
}

function stringsAt(document: unknown, pointer: string): readonly string[] {
  const value = valueAt(document, pointer);
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

import type { Statement } from '../../statement/schemas.ts';
import { fail, notApplicable, pass, type VsaCheckResult } from '../catalog.ts';
import type { VsaExpectations } from '../expectations.ts';
import { digestsOfSubject, type VsaSubject } from '../expected-subject.ts';
import { findSubjects } from '../find-subjects.ts';
import { listed } from '../listed.ts';

type Subject = Statement['subject'][number];

/** Whether everything that was given is among the subjects (step 2, spec.md 1.6). */
export function checkVsaSubject(
  { subject }: Statement,
  { subjects }: Pick<VsaExpectations, 'subjects'>,
): VsaCheckResult {
  if (!subjects) return notApplicable('subject', 'any subject is accepted (anySubjectUnsafe)');
  const places = subjects.map((wanted) => findSubjects(subject, wanted)[0] ?? -1);
  const missing = subjects.filter((_, at) => places[at] === -1);
  const expected = listed(missing.map(describe));
  if (missing.length > 0) {
    return fail('subject', {
      message: `the summary is not about ${listed(missing.map(({ name }) => name))}`,
      expected,
      actual: listed(subject.map(describeStated)),
      pointer: '/subject',
      hint: 'Give the very file or id that was verified; every SHA-2 digest that its subject states must be known and equal.',
    });
  }
  const names = places.map((at) => subject[at]?.name || `/subject/${at}`);
  return pass('subject', {
    message: `the summary is about ${listed(subjects.map(({ name }) => name))}`,
    expected: listed(subjects.map(describe)),
    actual: listed(names),
    pointer: `/subject/${places[0]}`,
  });
}

function describe(wanted: VsaSubject): string {
  const subjectName = 'subjectName' in wanted ? wanted.subjectName : undefined;
  const name = subjectName === undefined ? [] : [`named ${subjectName}`];
  const digests = [...digestsOfSubject(wanted)].map(([algorithm, id]) => `${algorithm}:${id}`);
  return [...digests, ...name].join(', ');
}

function describeStated({ name, digest }: Subject): string {
  const digests = Object.entries(digest ?? {}).map(([algorithm, id]) => `${algorithm}:${id}`);
  return `${name || '(unnamed)'} ${listed(digests)}`;
}

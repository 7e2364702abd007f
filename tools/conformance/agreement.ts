// Every real provenance of the corpus through createVerifier: certificate and predicate agree by the table of the build type
// (spec.md 1.8 and 1.9), and nothing but the predicate type is held against it; what upstream spoiled on purpose is refused by
// the check that must refuse it: node tools/conformance/agreement.ts
import { existsSync } from 'node:fs';
import { BUILD_TYPES } from '@provkit/predicate/build-types';
import { type AgreementCase, agreementCases } from './agreement-case.ts';
import { type AgreementOutcome, judge } from './agreement-outcome.ts';
import { REFUSALS } from './agreement-refusals.ts';

const corpus = process.env.PROVKIT_CORPUS;
if (corpus === undefined || !existsSync(corpus)) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus');
} else {
  const cases = await agreementCases(corpus);
  report(cases.map((one) => ({ one, outcome: judge(one) })));
}

interface Judged {
  readonly one: AgreementCase;
  readonly outcome: AgreementOutcome;
}

function report(judged: readonly Judged[]): void {
  const wrong = judged.flatMap(({ one, outcome }) => {
    const problem = problemOf(one, outcome);
    return problem === undefined ? [] : [`WRONG ${one.id}: ${problem}`];
  });
  const gone = Object.keys(REFUSALS)
    .filter((id) => !judged.some(({ one }) => one.id === id))
    .map((id) => `WRONG ${id}: listed as one to refuse, and not in the corpus`);
  const unseen = BUILD_TYPES.filter(
    ({ uri }) =>
      !judged.some(({ outcome }) => outcome.buildType === uri && outcome.refusedBy.length === 0),
  ).map(({ uri }) => `WRONG ${uri}: no real provenance of it agrees`);
  const problems = [...wrong, ...gone, ...unseen];
  for (const line of [...table(judged), '', ...problems]) console.log(line);
  const failed = problems.length;
  console.log(`${judged.length - wrong.length} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** Why the outcome is not the right one, or `undefined`. */
function problemOf(
  { id }: AgreementCase,
  { refusedBy, rows }: AgreementOutcome,
): string | undefined {
  const expected = REFUSALS[id]?.by ?? [];
  const found = refusedBy.map(({ id: check }) => check);
  if (found.join() !== expected.join()) {
    const messages = refusedBy.map(
      ({ id: check, message, expected: e, actual, pointer }) =>
        `${check}: ${message} (expected ${e}, found ${actual}, at ${pointer})`,
    );
    return `refused by [${messages.join('; ')}], expected [${expected.join(', ')}]`;
  }
  return expected.length === 0 && !rows.some(({ outcome }) => outcome === 'equal')
    ? 'no pair was compared'
    : undefined;
}

/** Counts by build type: attestations, refused ones, and pairs by their outcome. */
function table(judged: readonly Judged[]): readonly string[] {
  const titles = [...new Set(judged.map(({ outcome }) => outcome.buildType))].toSorted();
  const columns = ['equal', 'different', 'absent', 'not_applicable'] as const;
  const lines = titles.map((title) => {
    const group = judged.filter(({ outcome }) => outcome.buildType === title);
    const refused = group.filter(({ outcome }) => outcome.refusedBy.length > 0).length;
    const rows = group.flatMap(({ outcome }) => outcome.rows);
    const counts = columns.map((column) => rows.filter(({ outcome }) => outcome === column).length);
    return [title, group.length - refused, refused, ...counts].map(String);
  });
  const head = [
    'build type',
    'agree',
    'refused',
    'pairs equal',
    'different',
    'absent',
    'not applicable',
  ];
  const width = Math.max(...[head, ...lines].map(([title = '']) => title.length));
  return [head, ...lines].map(([title = '', ...rest]) =>
    [
      title.padEnd(width),
      ...rest.map((text, index) => text.padStart((head[index + 1] ?? '').length)),
    ].join('  '),
  );
}

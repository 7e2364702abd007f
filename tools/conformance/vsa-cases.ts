// Runs every case on verification summaries of slsa-verifier's own test tables through verifyVsa, and compares verdict and
// cause: node tools/conformance/vsa-cases.ts [--cases FILE --root DIR] [--unit FILE]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isPredicateError } from '@provkit/predicate';
import { type VerifyVsaInput, type VsaReport, verifyVsa } from '@provkit/predicate/vsa';
import { commandCases, unitCases, type VsaCase } from './vsa-case.ts';
import { VSA_DIFFERENCES } from './vsa-differences.ts';

/**
 * Where we say what slsa-verifier says by one of its errors: the first check that fails, or the code of what is thrown for
 * an expectation that cannot be compared.
 * @see slsa-framework/slsa-verifier errors/errors.go
 */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  pass: ['pass'],
  ErrNoSignature: ['signature'],
  ErrorNoValidSignature: ['signature'],
  ErrorInvalidPublicKey: ['KEY_INVALID'],
  ErrorInvalidPEM: ['KEY_INVALID'],
  ErrorInvalidDssePayload: ['bundle', 'statement', 'predicate-type', 'subject', 'ARTIFACT_INVALID'],
  ErrorEmptyRequiredField: ['statement', 'VSA_INVALID'],
  ErrorMissingSubjectDigest: ['subject'],
  ErrorMismatchVerifierID: ['verifier'],
  ErrorMismatchResourceURI: ['resource'],
  ErrorInvalidVerificationResult: ['result', 'statement'],
  ErrorMismatchVerifiedLevels: ['levels'],
  ErrorInvalidSLSALevel: ['levels', 'VSA_INVALID'],
};

interface Result {
  readonly row: VsaCase;
  /** `pass`, the id of the first check that fails, or the code of what was thrown. */
  readonly ours: string;
  readonly isRight: boolean;
  /** Why a different answer is right all the same. */
  readonly reason?: string;
}

const corpus = process.env.PROVKIT_CORPUS;
const { values } = parseArgs({
  options: { cases: { type: 'string' }, root: { type: 'string' }, unit: { type: 'string' } },
});
const folder = corpus === undefined ? undefined : join(corpus, 'slsa-verifier');
const isGiven = values.cases !== undefined || values.unit !== undefined;
if (folder === undefined && !isGiven) {
  console.log('SKIPPED: PROVKIT_CORPUS names no corpus, and neither --cases nor --unit is given');
} else {
  const inFolder = (name: string) =>
    isGiven || folder === undefined ? undefined : join(folder, name);
  const cases = values.cases ?? inFolder('visible.jsonl');
  const unit = values.unit ?? inFolder('visible.unit.jsonl');
  const root = values.root ?? inFolder('visible') ?? '.';
  report([
    ...(cases === undefined ? [] : await commandCases(await linesOf(cases), root)),
    ...(unit === undefined ? [] : unitCases(await linesOf(unit))),
  ]);
}

async function linesOf(file: string): Promise<readonly string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
}

function report(rows: readonly VsaCase[]): void {
  const results = rows.map(judge);
  for (const { row, ours, isRight, reason } of results) {
    const state = isRight ? 'ok' : 'WRONG';
    console.log(`${state.padEnd(6)} ${row.id}: ${ours}, expected ${row.expect} (${row.name})`);
    if (reason !== undefined) console.log(`       differs on purpose: ${reason}`);
  }
  const failed = results.filter(({ isRight }) => !isRight).length;
  const differing = results.filter(({ reason }) => reason !== undefined).length;
  console.log(`${differing} differences on purpose in ${results.length} cases`);
  console.log(`${results.length - failed} passed, ${failed} failed`);
  if (failed > 0 || results.length === 0) process.exitCode = 1;
}

function judge(row: VsaCase): Result {
  const { ours, report: found } = answer(row.ask);
  const isExpected = CAUSES[row.expect]?.includes(ours) ?? false;
  if (isExpected) {
    const isWhole = ours !== 'pass' || !row.holds || (found !== undefined && row.holds(found));
    const { beyond } = row;
    const isBounded = !beyond || answer(() => beyond).ours === 'levels';
    return { row, ours, isRight: isWhole && isBounded };
  }
  const difference = VSA_DIFFERENCES.find(({ applies }) => applies(row));
  return difference?.ours.includes(ours)
    ? { row, ours, isRight: true, reason: difference.reason }
    : { row, ours, isRight: false };
}

function answer(ask: () => VerifyVsaInput): { readonly ours: string; readonly report?: VsaReport } {
  try {
    const report = asked(ask());
    const failed = report.checks.find(({ status }) => status === 'fail');
    return { ours: report.verdict === 'pass' ? 'pass' : (failed?.id ?? 'nothing'), report };
  } catch (error) {
    if (!isPredicateError(error)) throw error;
    return { ours: error.code };
  }
}

/**
 * slsa-verifier verifies the signature before it looks for subjects, we do not begin without any. So a question without
 * subjects is asked of any subject first: what fails then fails for that, and what passes is put as it is, and thrown out.
 */
function asked(input: VerifyVsaInput): VsaReport {
  if (input.expected.subjects?.length !== 0) return verifyVsa(input);
  const { subjects: _, ...rest } = input.expected;
  const report = verifyVsa({ ...input, expected: { ...rest, anySubjectUnsafe: true } as never });
  return report.verdict === 'pass' ? verifyVsa(input) : report;
}

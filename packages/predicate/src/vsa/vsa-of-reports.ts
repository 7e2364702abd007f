import type { Artifact } from '../artifact.ts';
import type { PassReport, Report } from '../report.ts';
import type { Statement } from '../statement/schemas.ts';
import { createVsa, type VsaOptions } from './create-vsa.ts';

/** In whose name, and as what, a decision is stated. */
export type VsaContext = Pick<VsaOptions, 'verifier' | 'resourceUri' | 'policy'>;

/** The statement of a decision, or why there is none to be made. */
export type VsaOfReports =
  | { readonly result: 'PASSED' | 'FAILED'; readonly statement: Statement }
  | { readonly undecided: string };

/**
 * The verification summary of what was decided about the files of one resource, to be signed (SLSA 1.2). Pure.
 *
 * `PASSED` is about every file, and only if each of them passed: its level is the lowest of theirs. `FAILED` is about those
 * that failed and no other. Where nothing failed and something could not be decided, there is nothing to state: SLSA knows no
 * third result, and either of the two would be made up (T19).
 * @throws PredicateError VSA_INVALID: an empty verifier, resource or policy
 */
export function vsaOfReports(reports: readonly Report[], context: VsaContext): VsaOfReports {
  const failed = reports.filter(({ verdict }) => verdict === 'fail');
  if (failed.length > 0) {
    const statement = createVsa({ ...context, ...about(failed), verifiedLevels: 'FAILED' });
    return { result: 'FAILED', statement };
  }
  const passed = reports.filter((report): report is PassReport => report.verdict === 'pass');
  if (passed.length === 0 || passed.length < reports.length) {
    const open = reports.length - passed.length;
    return { undecided: `${open} of ${reports.length} could not be decided, and nothing failed` };
  }
  const level = Math.min(...passed.map(({ provenance }) => provenance.slsaBuildLevel));
  const verifiedLevels = [`SLSA_BUILD_LEVEL_${level}`];
  return {
    result: 'PASSED',
    statement: createVsa({ ...context, ...about(passed), verifiedLevels }),
  };
}

/** Files that were named twice are stated once; the time is that of the oldest answer. */
function about(reports: readonly Report[]): Pick<VsaOptions, 'subjects' | 'timeVerified'> {
  const times = reports.map(({ verifiedAt }) => Date.parse(verifiedAt));
  const artifacts = reports.flatMap((report) => report.artifacts.map(byOneDigest));
  const byContent = new Map(artifacts.map((artifact) => [JSON.stringify(artifact), artifact]));
  return { subjects: [...byContent.values()], timeVerified: new Date(Math.min(...times)) };
}

/**
 * By SHA-256 alone where it is known: whoever holds a summary against a file must know every digest that is stated, and most
 * know this one.
 */
function byOneDigest({ sha256, sha384, sha512, ...named }: Artifact): Artifact {
  if (sha256 !== undefined) return { ...named, sha256 };
  return {
    ...named,
    ...(sha384 !== undefined && { sha384 }),
    ...(sha512 !== undefined && { sha512 }),
  };
}

import { DIGEST_ALGORITHMS, digestsOf } from '../artifact.ts';
import { claimPlace } from '../certificate/claims.ts';
import { type CheckResult, fail, inconclusive, notApplicable, pass } from './check-result.ts';
import type { CheckInput, StatementCheck } from './statement-check.ts';

/** Whether nothing about the release is on the policy's deny list (spec.md 1.3 #22, T11): what was compromised stays out. */
export const checkDenied: StatementCheck = (input) => {
  const { denied } = input.expectations;
  const entries = Object.values(denied).reduce((count, list) => count + (list?.length ?? 0), 0);
  if (entries === 0) return notApplicable('denied', 'the policy denies nothing');
  const found =
    deniedArtifact(input) ??
    deniedRun(input) ??
    deniedCertificate(input) ??
    deniedSigner(input) ??
    unknownDigest(input);
  return found ?? pass('denied', { message: `none of the ${entries} entries of the deny list` });
};

function deniedArtifact({
  expectations: { denied },
  artifacts,
}: CheckInput): CheckResult | undefined {
  const digests = artifacts
    .flatMap(digestsOf)
    .map(([algorithm, digest]) => `${algorithm}:${digest}`);
  const found = denied.artifacts?.find((digest) => digests.includes(digest));
  return found === undefined ? undefined : deny('the artifact', found, '/subject');
}

/** A denied digest with which an artifact cannot be compared: it could be the very file. */
function unknownDigest({
  expectations: { denied },
  artifacts,
}: CheckInput): CheckResult | undefined {
  const algorithms = DIGEST_ALGORITHMS.filter((algorithm) =>
    denied.artifacts?.some((digest) => digest.startsWith(`${algorithm}:`)),
  );
  for (const algorithm of algorithms) {
    const artifact = artifacts.find((one) => one[algorithm] === undefined);
    if (!artifact) continue;
    return inconclusive('denied', {
      message: `${artifact.name} could be on the deny list, which has files by their ${algorithm}`,
      expected: `the ${algorithm} of ${artifact.name}`,
      actual: 'absent',
      pointer: '/subject',
      hint: 'Give the file itself instead of its digest, or deny each file by every digest.',
    });
  }
  return undefined;
}

function deniedRun({
  expectations: { denied, repository },
  claims: { runInvocationUri },
  build,
}: CheckInput): CheckResult | undefined {
  const { runs = [] } = denied;
  const pointer = claimPlace('runInvocationUri');
  const stated = build.rows.flatMap(({ item, stated: word }) => (item === 'run' && word) || []);
  const known = runInvocationUri === undefined ? stated : [runInvocationUri, ...stated];
  const found = runs.find((run) => known.some((word) => isOfRun(word, run, repository)));
  if (found !== undefined) return deny('the run', found, pointer);
  if (runs.length === 0 || runInvocationUri !== undefined || build.buildType.signers) {
    return undefined;
  }
  // an old certificate, and a signer who could write any run
  const message = 'nobody vouches for the run, so it could be one that is denied';
  return fail('denied', { message, expected: 'a run', actual: 'absent', pointer });
}

/** Whether a word is the URL of a run, of an attempt of it, or its number as SLSA v0.2 has it: `RUN`, `RUN-ATTEMPT`. */
function isOfRun(word: string, run: string, repository: string): boolean {
  if (word === run || word.startsWith(`${run}/`)) return true;
  const prefix = `${repository}/actions/runs/`;
  return run.startsWith(prefix) && word.split('-', 1)[0] === run.slice(prefix.length);
}

function deniedCertificate({
  expectations: { denied },
  verified,
}: CheckInput): CheckResult | undefined {
  const serial = verified.signature.certificateSerial?.replace(/^(00)+/, '');
  const found = denied.certificates?.find((one) => one.replace(/^(00)+/, '') === serial);
  return found === undefined
    ? undefined
    : deny('the certificate', found, 'certificate serial number');
}

/** Any of the witnessed times inside the denied span will do: which of them is the true one, nobody knows. */
function deniedSigner({
  expectations: { denied },
  claims,
  verified,
}: CheckInput): CheckResult | undefined {
  const times = verified.signature.times.map(({ time }) => time.toISOString());
  const found = denied.signers?.find(
    ({ san, from = '', until = '9999' }) =>
      san === claims.san && times.some((time) => from <= time && time < until),
  );
  return (
    found && deny('the signer at that time', found.san, 'certificate subject alternative name')
  );
}

function deny(what: string, actual: string, pointer: string): CheckResult {
  const message = `${what} is on the deny list`;
  return fail('denied', { message, expected: 'nothing that is denied', actual, pointer });
}

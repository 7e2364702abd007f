import type { ExpectedVsaPolicy, VsaExpectations, VsaSubject } from '@provkit/predicate/vsa';
import { parseDurationMs } from './args/duration.ts';
import type { Arguments } from './args/option.ts';
import { CliError } from './cli-error.ts';

/** The expectations that must be stated or opted out of: option, its value, and the members they become. */
const REQUIRED = [
  ['verifier-id', 'URI', 'verifierId', 'any-verifier-unsafe', 'anyVerifierUnsafe'],
  ['resource-uri', 'URI', 'resourceUri', 'any-resource-unsafe', 'anyResourceUnsafe'],
  ['level', 'LEVEL', 'levels', 'any-level-unsafe', 'anyLevelUnsafe'],
] as const;

/**
 * What a summary is held against, from the command line.
 * @param loadSubject a file by its digests, or a digest or id as it was written.
 * @throws CliError USAGE: one of the four that SLSA requires is missing, or stated and opted out of
 */
export async function readVsaExpectations(
  args: Arguments,
  loadSubject: (name: string) => Promise<VsaSubject>,
): Promise<VsaExpectations> {
  const [dependencyLevel, maxAge] = [args.one('dependency-level'), args.one('max-age')];
  const policy = policyOf(args);
  const expected = {
    ...Object.fromEntries(REQUIRED.map((row) => stated(args, row))),
    ...(dependencyLevel !== undefined && { dependencyLevel }),
    ...(maxAge !== undefined && { maxAgeMs: parseDurationMs(maxAge, '--max-age') }),
    ...(policy && { policy }),
    ...(await subjectsOf(args, loadSubject)),
  };
  return expected as VsaExpectations; // each of the four is there once, or an error was thrown
}

function stated(
  args: Arguments,
  [option, value, member, optOut, unsafeMember]: (typeof REQUIRED)[number],
): readonly [member: string, value: unknown] {
  if (args.has(option) && args.has(optOut)) {
    throw new CliError('USAGE', `--${option} and --${optOut} exclude each other`);
  }
  if (args.has(optOut)) return [unsafeMember, true];
  if (!args.has(option)) {
    const message = `say what you expect: --${option} ${value}, or --${optOut} to accept any`;
    throw new CliError('USAGE', message);
  }
  return [member, option === 'level' ? args.all(option) : args.one(option)];
}

async function subjectsOf(
  args: Arguments,
  loadSubject: (name: string) => Promise<VsaSubject>,
): Promise<object> {
  const { positionals } = args;
  if (args.has('any-subject-unsafe')) {
    if (positionals.length === 0) return { anySubjectUnsafe: true };
    throw new CliError('USAGE', `${positionals[0]} and --any-subject-unsafe exclude each other`);
  }
  if (positionals.length === 0) {
    throw new CliError('USAGE', 'name the files or digests that the summary must be about');
  }
  const subjects: VsaSubject[] = [];
  for (const name of positionals) subjects.push(await loadSubject(name));
  const sourceRef = args.one('source-ref');
  return { subjects: sourceRef === undefined ? subjects : subjects.map(atRef(sourceRef)) };
}

function atRef(sourceRef: string): (subject: VsaSubject) => VsaSubject {
  return (subject) => {
    if ('digest' in subject) return { ...subject, sourceRef };
    throw new CliError('USAGE', `--source-ref is about source revisions: ${subject.name} is none`);
  };
}

function policyOf(args: Arguments): ExpectedVsaPolicy | undefined {
  const uri = args.one('policy-uri');
  const digests = args.all('policy-digest').map((text) => {
    const [, algorithm = '', value] = /^([^:]+):(.+)$/.exec(text) ?? [];
    if (value !== undefined) return [algorithm, value] as const;
    throw new CliError('USAGE', `--policy-digest ${text} is no digest: write ALG:HEX`);
  });
  if (uri === undefined && digests.length === 0) return undefined;
  const digest = digests.length > 0 ? { digest: Object.fromEntries(digests) } : {};
  return { ...(uri !== undefined && { uri }), ...digest };
}

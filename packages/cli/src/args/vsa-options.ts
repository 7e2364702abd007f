import { CliError } from '../cli-error.ts';
import type { Arguments, Options } from './option.ts';

/** The options of a decision that is stated for others. Named as those of `verify-vsa`, which holds it against them. */
export const VSA_OPTIONS = {
  vsa: {
    value: 'FILE',
    help: 'write the decision as a SLSA verification summary: a Sigstore bundle where there is an id token (id-token: write, or SIGSTORE_ID_TOKEN), else a statement that nobody signed',
  },
  'verifier-id': { value: 'URI', help: 'with --vsa: in whose name it is stated' },
  'resource-uri': {
    value: 'URI',
    help: 'with --vsa: what was verified, by the URI that others fetch it from',
  },
  'policy-uri': { value: 'URI', help: 'with --vsa: where others find the file of --policy' },
  'vsa-signed': { help: 'with --vsa: write it signed or not at all' },
} as const satisfies Options;

/** A decision that is to be stated. */
export interface VsaRequest {
  /** Where. */
  readonly file: string;
  readonly verifierId: string;
  readonly resourceUri: string;
  readonly policyUri: string;
  /** The policy's file, whose digest is stated. */
  readonly policyFile: string;
  readonly mustBeSigned: boolean;
}

const ONLY_WITH_VSA = ['verifier-id', 'resource-uri', 'policy-uri', 'vsa-signed'] as const;

/** The request, or `undefined` where nothing is to be stated. @throws CliError USAGE */
export function vsaFrom(args: Arguments): VsaRequest | undefined {
  const file = args.one('vsa');
  const stray = ONLY_WITH_VSA.find((name) => args.has(name));
  if (file === undefined && stray === undefined) return undefined;
  if (file === undefined) {
    throw new CliError('USAGE', `--${stray} without --vsa FILE: there is no summary to speak of`);
  }
  const mustBeSigned = args.has('vsa-signed');
  if (mustBeSigned && args.has('offline')) {
    throw new CliError('USAGE', '--vsa-signed asks an authority, and --offline forbids it');
  }
  return {
    file,
    verifierId: required(args, 'verifier-id', 'in whose name'),
    resourceUri: required(args, 'resource-uri', 'as which resource'),
    policyUri: required(args, 'policy-uri', 'by which policy'),
    policyFile: policyOf(args),
    mustBeSigned,
  };
}

function required(args: Arguments, option: keyof typeof VSA_OPTIONS, what: string): string {
  const value = args.one(option);
  if (value === undefined) {
    throw new CliError('USAGE', `--vsa states ${what} it was verified: add --${option} URI`);
  }
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value)) {
    throw new CliError('USAGE', `--${option} ${value} is no URI`);
  }
  return value;
}

/** A policy that stands on one command line cannot be looked up by those who read the summary. */
function policyOf(args: Arguments): string {
  const file = args.one('policy');
  if (file !== undefined) return file;
  throw new CliError(
    'USAGE',
    '--vsa names the policy that others can read: write the expectations into a file, and name it with --policy FILE',
  );
}

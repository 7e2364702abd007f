import type { Policy } from '@provkit/predicate';
import { BUILD_TYPE_OPTIONS } from '../args/build-type-options.ts';
import type { Arguments, Options } from '../args/option.ts';
import { RELEASE_OPTIONS, releaseFrom } from '../args/release-options.ts';
import { suggest } from '../args/suggest.ts';
import { CliError } from '../cli-error.ts';
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  from: { value: 'FILE', help: 'mutate: start from this released file instead of a model' },
  bundle: { value: 'FILE', help: 'mutate: its attestation, one Sigstore bundle' },
  ...RELEASE_OPTIONS,
  ...BUILD_TYPE_OPTIONS,
  'trusted-root': {
    value: 'FILE',
    help: 'trusted_root.json or .jsonl (default: the embedded public-good root)',
  },
  format: { value: 'FORMAT', choices: ['text', 'json'], help: 'text (default) or json' },
} as const satisfies Options;

const ACTIONS = { check, mutate };

/** `provkit policy`: says what a policy asks for, and how good it is at telling a release from others (T6). */
export const policy: Command = {
  usage: 'policy check|mutate POLICY [--from FILE --bundle FILE]',
  description: [
    'check says in words what a policy asks for, what it accepts although it is not safe, and what',
    'it does not ask for; a policy that is malformed, impossible or has an expired override is',
    'refused. mutate changes the expectations one by one, each of which a check must notice, and',
    'then the claims of the release, and names the builds that the policy would still accept.',
  ],
  options: OPTIONS,
  examples: [
    'provkit policy check provkit.policy.json',
    'provkit policy mutate provkit.policy.json',
    'provkit policy mutate provkit.policy.json --from widgets.tgz --bundle widgets.tgz.sigstore.json --source-tag v1.2.3',
  ],
  run,
};

async function run(args: Arguments, ports: Ports): Promise<ExitCode> {
  const [action = '', file, more] = args.positionals;
  if (!Object.hasOwn(ACTIONS, action)) {
    throw new CliError(
      'USAGE',
      `say what to do: policy check or policy mutate${suggest(action, Object.keys(ACTIONS))}`,
    );
  }
  if (file === undefined || more !== undefined) {
    throw new CliError('USAGE', `policy ${action} takes one policy file`);
  }
  return ACTIONS[action as keyof typeof ACTIONS](file, args, ports); // just looked up
}

async function load(file: string, args: Arguments, { cwd, clock }: Ports): Promise<Policy> {
  const { loadPolicy } = await import('../compose.ts');
  return loadPolicy(file, cwd, new Date(clock.now()), args.all('build-type'));
}

async function check(file: string, args: Arguments, ports: Ports): Promise<ExitCode> {
  const { describePolicy, policyDigest } = await import('@provkit/predicate/policy');
  const loaded = await load(file, args, ports);
  const descriptions = describePolicy(loaded);
  const digest = policyDigest(loaded);
  const { policyCheckJson, policyCheckText } = await import('../format-policy.ts');
  const write = args.one('format') === 'json' ? policyCheckJson : policyCheckText;
  const palette = (await import('../palette.ts')).paletteFor(ports);
  ports.stdout.write(write({ file, digest, match: loaded.match, descriptions }, palette));
  return EXIT_CODES.pass;
}

/** A survivor is the policy's affair, exit code 1; a control that nothing noticed is ours, and 4. */
async function mutate(file: string, args: Arguments, ports: Ports): Promise<ExitCode> {
  const { mutatePolicy } = await import('@provkit/predicate/mutate');
  const { loadSignedRelease } = await import('../compose.ts');
  const loaded = await load(file, args, ports);
  const from = args.one('from');
  const bundle = args.one('bundle');
  if ((from === undefined) !== (bundle === undefined)) {
    throw new CliError('USAGE', 'a real release to start from needs both --from and --bundle');
  }
  const start =
    from === undefined || bundle === undefined
      ? {}
      : {
          release: {
            ...(await loadSignedRelease(from, bundle, args.one('trusted-root'), ports.cwd)),
            release: releaseFrom(args),
          },
        };
  const report = mutatePolicy({ policy: loaded, ...start });
  const { mutationJson, mutationText } = await import('../format-policy.ts');
  const write = args.one('format') === 'json' ? mutationJson : mutationText;
  const palette = (await import('../palette.ts')).paletteFor(ports);
  ports.stdout.write(write({ file, report }, palette));
  if (!report.holds) return EXIT_CODES.selfCheckFailed;
  const hasSurvivor = report.mutants.some(({ outcome }) => outcome === 'survived');
  return hasSurvivor ? EXIT_CODES.fail : EXIT_CODES.pass;
}

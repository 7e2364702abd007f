import { type Outcome, overallVerdict, toJson, toText } from '@provkit/predicate/format';
import { EXIT_CODES, type ExitCode } from './exit-codes.ts';
import type { Format } from './format-option.ts';
import { paletteFor } from './palette.ts';
import type { Ports } from './ports.ts';
import { version } from './version.ts';

/** What a command knows better than the outcome. */
export interface WriteOptions {
  /** Writes the JSON document where the command has one of its own. */
  readonly json?: () => string;
  /** Instead of the verdict's. */
  readonly exitCode?: ExitCode;
}

/**
 * Writes what was found to `stdout` in a format, and returns the exit code: that of the verdict unless stated. Only the
 * format that is asked for is loaded.
 */
export async function writeOutcome(
  outcome: Outcome,
  format: Format,
  ports: Pick<Ports, 'stdout' | 'env'>,
  { json, exitCode = EXIT_CODES[overallVerdict(outcome)] }: WriteOptions = {},
): Promise<ExitCode> {
  const writers = {
    text: () => toText(outcome, { palette: paletteFor(ports) }) + more(outcome),
    json: json ?? (() => toJson(outcome)),
    sarif: async () => {
      const { toSarif } = await import('@provkit/predicate/format/sarif');
      return toSarif(outcome, { version: version(), exitCode });
    },
    junit: async () => (await import('@provkit/predicate/format/junit')).toJunit(outcome),
    markdown: async () => (await import('@provkit/predicate/format/markdown')).toMarkdown(outcome),
    github: async () => {
      const { toAnnotations } = await import('@provkit/predicate/format/github');
      return toText(outcome) + more(outcome) + toAnnotations(outcome);
    },
  } as const satisfies Record<Format, () => string | Promise<string>>;
  ports.stdout.write(await writers[format]());
  return exitCode;
}

/** Where a person finds more about the reasons that were given. */
function more({ reports, problems = [] }: Outcome): string {
  const reasons = new Set([
    ...problems.map(({ reason }) => reason),
    ...reports.flatMap((report) => (report.verdict === 'pass' ? [] : [report.failureReason])),
  ]);
  return [...reasons].map((reason) => `  More: provkit explain ${reason}\n`).join('');
}

import type { Arguments, Options } from '../args/option.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Ports } from '../ports.ts';

/** A command: what its help says and what it does. */
export interface Command {
  /** How it is called, without `provkit`. */
  readonly usage: string;
  /** Lines for its help. */
  readonly description: readonly string[];
  readonly options: Options;
  readonly examples: readonly string[];
  /**
   * Writes its result to `stdout` and returns the exit code.
   * @throws CliError, or an error of the packages for input that cannot be used: exit code 2
   */
  readonly run: (args: Arguments, ports: Ports) => Promise<ExitCode>;
}

/** One option of a command. Options without `value` are switches. */
export interface Option {
  /** What stands for the value in the help, for example `FILE`. */
  readonly value?: string;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
  /** May be given several times. */
  readonly isRepeatable?: true;
  /** One line. */
  readonly help: string;
}

/** The options of a command by name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

/** The values of a command line: a switch is true or absent, a repeatable option a list. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The one value of an option, or `undefined`. */
  readonly one: (name: string) => string | undefined;
  /** All values of a repeatable option; empty when it was not given. */
  readonly all: (name: string) => readonly string[];
  /** Whether a switch was given. */
  readonly has: (name: string) => boolean;
}

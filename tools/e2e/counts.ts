/** What a suite found. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Counts checks, and says which did not hold. */
export interface Tally {
  check(isGood: boolean, what: string): void;
  readonly counts: () => Counts;
}

/** A tally that complains on stdout, in full for the first few only. */
export function createTally(): Tally {
  const MOST_COMPLAINTS = 20;
  let passed = 0;
  let failed = 0;
  return {
    check: (isGood, what) => {
      if (isGood) passed += 1;
      else failed += 1;
      if (!isGood && failed <= MOST_COMPLAINTS) console.log(`WRONG ${what}`);
    },
    counts: () => ({ passed, failed }),
  };
}

/** Loads and runs a suite by its name, and ends as it found. */
export async function runSuite(kind: 'soak' | 'crash', argv: readonly string[]): Promise<void> {
  const [name = '', ...args] = argv;
  if (!/^[a-z-]+$/.test(name)) throw new Error(`name a suite: npm run ${kind} -- manifest`);
  const { run } = (await import(`./${kind}-${name}.ts`)) as {
    run: (args: readonly string[]) => Promise<Counts>;
  };
  const { passed, failed } = await run(args);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

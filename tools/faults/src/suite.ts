/** One thing that goes wrong, and what must come of it. */
export interface FaultCase {
  readonly name: string;
  /** What must come of it, in words that `run` answers with. */
  readonly expected: string;
  readonly run: () => Promise<string>;
}

/** Cases that share a server. */
export interface Suite {
  readonly name: string;
  /** Starts what the cases need. */
  readonly open: () => Promise<{
    readonly cases: readonly FaultCase[];
    readonly close: () => Promise<void>;
  }>;
}

/** Runs every case of every suite, one after the other, and says what became of each. */
export async function runSuites(
  suites: readonly Suite[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    const { cases, close } = await suite.open();
    try {
      for (const one of cases) {
        const actual = await one.run().catch((error: unknown) => `threw ${String(error)}`);
        const isRight = actual === one.expected;
        if (isRight) passed += 1;
        else failed += 1;
        const difference = isRight ? '' : `: expected ${one.expected}, got ${actual}`;
        console.log(`${isRight ? 'ok  ' : 'FAIL'} ${suite.name}: ${one.name}${difference}`);
      }
    } finally {
      await close();
    }
  }
  return { passed, failed };
}

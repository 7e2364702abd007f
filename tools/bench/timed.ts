/** How long something took; both in milliseconds. */
export interface Sample {
  readonly wallMs: number;
  /** Of this process and of those that it has started and that have ended. */
  readonly cpuMs: number;
}

/** Does something once, and says how long it took. */
export async function timed(work: () => void | Promise<void>): Promise<Sample> {
  const cpu = cpuMs();
  const start = performance.now();
  await work();
  return { wallMs: performance.now() - start, cpuMs: cpuMs() - cpu };
}

/** The sample in the middle by its CPU time, which a busy machine disturbs least. */
export function median(samples: readonly Sample[]): Sample {
  const sorted = samples.toSorted((a, b) => a.cpuMs - b.cpuMs);
  return sorted[Math.floor(sorted.length / 2)] ?? { wallMs: Number.NaN, cpuMs: Number.NaN };
}

function cpuMs(): number {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1000;
}

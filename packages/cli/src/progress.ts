import type { Output } from './ports.ts';

/** Shows how far a batch is. */
export interface Progress {
  /** One more is done. */
  step(isGood: boolean): void;
  /** Takes the bar away; what comes next is the result. */
  end(): void;
}

const WIDTH = 24;
/** Carriage return, and erase the line (ECMA-48, EL). */
const ERASE = '\r\u001b[K';

/** A bar on a terminal, for batches that are worth one; elsewhere nothing, so that logs stay logs. */
export function createProgress(output: Output, total: number): Progress {
  if (!output.isTerminal || total < 2) return { step: () => {}, end: () => {} };
  let done = 0;
  let bad = 0;
  return {
    step: (isGood) => {
      done += 1;
      bad += isGood ? 0 : 1;
      const filled = Math.floor((done / total) * WIDTH);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
      const problems = bad === 0 ? '' : `, ${bad} not passed`;
      output.write(`${ERASE}${bar} ${done}/${total}${problems}`);
    },
    end: () => output.write(ERASE),
  };
}

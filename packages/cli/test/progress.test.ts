import { describe, expect, test } from 'vitest';
import { createProgress } from '../src/progress.ts';

function shown(isTerminal: boolean, total: number, steps: readonly boolean[]): string[] {
  const lines: string[] = [];
  const progress = createProgress({ isTerminal, write: (text) => void lines.push(text) }, total);
  for (const isGood of steps) progress.step(isGood);
  progress.end();
  return lines;
}

describe('createProgress', () => {
  test('draws on a terminal over itself, and takes itself away', () => {
    expect(shown(true, 4, [true, false])).toEqual([
      `\r\u001b[K${'█'.repeat(6)}${'░'.repeat(18)} 1/4`,
      `\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} 2/4, 1 not passed`,
      '\r\u001b[K',
    ]);
  });

  test('writes nothing into a log, and nothing for one artifact', () => {
    expect(shown(false, 4, [true, false])).toEqual([]);
    expect(shown(true, 1, [true])).toEqual([]);
  });
});

import type { Settled } from '@provkit/recovery';
import { describe, expect, it } from 'vitest';
import { recoveryText } from '../src/format-recovery.ts';

/** A recovery as far as its text is concerned. */
function settled(notes: readonly string[], tag = 'v1.2.3'): Settled {
  const state = { state: 'blocked', seq: 1, run: { tag, runId: '9000', attempt: 1 } };
  return { state, outcome: 'waiting', notes } as unknown as Settled; // the text reads no more of it
}

describe('recoveryText', () => {
  it('says which run, where its recovery is, and each note', () => {
    expect(
      recoveryText(settled(['https://github.com/a/b/issues/1#c does not count: edited'])),
    ).toBe(
      [
        'v1.2.3, run 9000, attempt 1: blocked (waiting)',
        'note: https://github.com/a/b/issues/1#c does not count: edited\n',
      ].join('\n'),
    );
  });

  it('T16: shows what would move the cursor, forge a line or start a workflow command', () => {
    const text = recoveryText(settled(['a\n::error::b\u001b[2J', '##[group]'], 'v1\u202e3'));
    expect(text).toBe(
      [
        'v1\\u{202e}3, run 9000, attempt 1: blocked (waiting)',
        'note: a\\u{a}::error::b\\u{1b}[2J',
        'note: ##\\u{5b}group]\n',
      ].join('\n'),
    );
  });
});

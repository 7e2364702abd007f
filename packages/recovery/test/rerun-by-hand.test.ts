import { expect, test } from 'vitest';
import { rerunIdByHand } from '../src/rerun-by-hand.ts';

test('a rerun by hand is named by where it is, each attempt by another name', () => {
  const id = rerunIdByHand('acme/widgets', { runId: '42', attempt: 2 });
  expect(id).toBe('acme/widgets/actions/runs/42/attempts/2');
  expect(rerunIdByHand('acme/widgets', { runId: '42', attempt: 3 })).not.toBe(id);
});

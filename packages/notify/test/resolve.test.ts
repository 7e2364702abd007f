import { describe, expect, test } from 'vitest';
import { deliver, resolve } from '../src/deliver.ts';
import { alertOf, iso, START } from './alerts.ts';
import { channel, kinds, world, YES } from './deliver-world.ts';

const ALERT = alertOf();

describe('resolve', () => {
  const RESOLUTION = {
    outcome: 'recovered',
    at: iso(START),
    tag: 'v1.2.3',
    run_id: '42',
    run_attempt: 2,
  } as const;

  test('says that it is over where it was said, once', async () => {
    const edge = channel('edge', [YES]);
    const issue = channel('issue', [
      {
        ...YES,
        issue: [
          { type: 'issue.closed', issue_number: 7, version: 'x', by: 'us', reason: 'completed' },
        ],
      },
    ]);
    const { ports, log } = world([edge, issue]);
    await deliver(ALERT, ports);
    const report = await resolve(ALERT, RESOLUTION, ports);
    expect(report.because).toBe('delivered');
    await resolve(ALERT, RESOLUTION, ports);
    expect(edge.given.map(({ message }) => message.purpose)).toEqual(['alert', 'resolve']);
    expect(issue.given.map(({ message }) => message.purpose)).toEqual(['resolve']);
    expect(kinds(log.records).slice(3)).toEqual([
      'edge 2 begun',
      'edge 2 delivered',
      'issue 1 begun',
      'issue.closed',
      'issue 1 delivered',
    ]);
  });

  test('after it the same failure is told anew', async () => {
    const edge = channel('edge', [YES]);
    const { ports, advance } = world([edge]);
    await deliver(ALERT, ports);
    advance(1000);
    await resolve(ALERT, RESOLUTION, ports);
    advance(1000);
    expect((await deliver(alertOf({ run_attempt: 3 }), ports)).because).toBe('delivered');
    expect(edge.given).toHaveLength(3);
  });
});

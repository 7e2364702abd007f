import { createMetricsCollector, type Event, parseTargets } from '@provkit/metrics';
import { toHtml } from '@provkit/metrics/report';
import { describe, expect, it } from 'vitest';
import { wholeTicks } from '../../src/report/charts/chart.ts';
import { DAY, FAIL, HOUR, happens, PASS, time } from '../story.ts';

async function pageOf(events: readonly Event[], targets: readonly object[] = []): Promise<string> {
  const collector = createMetricsCollector({ asOf: new Date(time(28 * DAY)) });
  for (const event of events) collector.add(event);
  const file = Buffer.from(JSON.stringify({ version: 1, targets }));
  return toHtml({
    figures: collector.figures(),
    details: collector.details(),
    targets: parseTargets(file, 'targets.json'),
  });
}

describe('wholeTicks', () => {
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4]],
    [9, [0, 5]],
    [160, [0, 50, 100, 150]],
    [1000, [0, 500, 1000]],
  ])('of %d, at most four steps of whole numbers', (most, ticks) => {
    expect(wholeTicks(most, 4)).toEqual(ticks);
  });
});

describe('the chart of the pass rate', () => {
  it('ends where its data end: days without any are no rate of 0 %', async () => {
    const days = [0, 1, 2, 20];
    const page = await pageOf(
      days.map((day) =>
        happens('validation.completed', day * DAY + HOUR, { ...PASS, run_id: String(day + 1) }),
      ),
    );
    const [, drawing = ''] = page.split('Rate of the 7 days up to each day</h4>');
    const [, areaAndMore = ''] = drawing.split('fill-opacity="0.12"'); // and then the line over it
    const [area, line] = [...areaAndMore.matchAll(/ d="([^"]+)"/g)].map(([, path = '']) => {
      const points = [...path.matchAll(/([\d.]+),[\d.]+(?=[A-Z]|$)/g)];
      return [...new Set(points.map(([, x]) => x))].sort();
    });
    expect(line?.length).toBeGreaterThan(9);
    expect(area).toEqual(line);
  });

  it('its table says of which zone its days are', async () => {
    const page = await pageOf([happens('validation.completed', HOUR, FAIL)]);
    expect(page).toContain('<th scope="col">day (UTC)</th>');
    expect(page).toContain('<th scope="col">since (UTC)</th>');
  });
});

describe('the chart of ages', () => {
  it('holds a token against its own target where it has one', async () => {
    const seen = (token: string) =>
      happens('token.observed', HOUR, { token, rotated_at: time(-12 * DAY) });
    const metric = 'governance.token_rotation_age';
    const page = await pageOf(
      [seen('OLD_TOKEN'), seen('STRICT_TOKEN')],
      [
        { metric, at_most: 90 },
        { metric, labels: { token: 'STRICT_TOKEN' }, at_most: 30 },
      ],
    );
    expect(page).toContain('1 of 2 tokens is older than wanted');
    expect(page).toContain('<th scope="row">OLD_TOKEN</th><td>40 d</td><td>90 d</td>');
    expect(page).toContain('<th scope="row">STRICT_TOKEN</th><td>40 d</td><td>30 d</td>');
  });
});

describe('a card of a target for one series', () => {
  it('names the series, and what that stands on, not the whole', async () => {
    const waits = ['acquired', 'acquired', 'timed_out'] as const;
    const events = waits.map((outcome, n) =>
      happens('lock.waited', HOUR, { outcome, seq: n + 1, wait_ms: 9000 }),
    );
    const labels = { lock: 'manifest', backend: 'file', outcome: 'acquired' };
    const page = await pageOf(events, [
      { metric: 'metrics.lock_wait_seconds', labels, at_most: 5 },
      { metric: 'security_ci.slack_issue_followups', labels: { channel: 'none' }, at_most: 0 },
      {
        metric: 'governance.token_rotation_age',
        labels: { token: 'OPS_NOTIFY_TOKEN' },
        at_most: 5,
      },
    ]);
    expect(page).toContain('lock manifest, backend file, outcome acquired, p95 of 2 samples');
    expect(page).toContain('<p class="basis">channel none, of 0</p>');
    expect(page).toContain('<p class="basis">token OPS_NOTIFY_TOKEN</p>');
  });
});

import { DEFAULT_TARGETS, judgeTargets, METRIC_NAMES } from '@provkit/metrics';
import { toMarkdown } from '@provkit/metrics/format';
import { describe, expect, it } from 'vitest';
import { richHistory } from '../rich-history.ts';
import { figuresOf } from '../story.ts';

describe('toMarkdown', () => {
  it('is a table with a row for each metric, its target and who answers for it', () => {
    const figures = figuresOf(richHistory());
    const text = toMarkdown(figures, judgeTargets(figures, DEFAULT_TARGETS));
    const rows = text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2);
    expect(rows.map((row) => /\[`([^`]+)`\]/.exec(row)?.[1])).toEqual(METRIC_NAMES);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(8);
    expect(text).toMatch(/^\*\*Release metrics: \d+ missed\*\*/);
    expect(rows[0]).toBe(
      '| ❌ | [`security_ci.predicate_validation_pass_rate`](https://github.com/provkit/provkit/blob/main/docs/metrics.md#security_cipredicate_validation_pass_rate)<br>Provenance right at first sight | 70 % | 14 of 20 |  | ≥ 95 % | Security CI Admin |',
    );
  });

  it('says that there are no data, and why', () => {
    const text = toMarkdown(figuresOf([]));
    expect(text).toContain('- `recovery.slack_ack_time`: No acknowledgement on Slack');
    expect(text).toContain('| p95 – | 0 samples |');
  });
});

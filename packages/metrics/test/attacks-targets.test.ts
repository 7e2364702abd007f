import { judgeTargets, parseTargets, type Target } from '@provkit/metrics';
import { toJson, toMarkdown } from '@provkit/metrics/format';
import { toHtml } from '@provkit/metrics/report';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { figuresOf, HOUR, happens } from './story.ts';

// What a reader is told of targets, by whoever wrote the file of targets (S6.1, T16).

const metric = 'metrics.lock_wait_seconds';
const waited = [10_000, 20_000, 600_000].map((wait_ms, n) =>
  happens('lock.waited', HOUR, { wait_ms, seq: n + 1 }),
);
const figures = figuresOf(waited);
const fileOf = (...targets: object[]): readonly Target[] =>
  parseTargets(Buffer.from(JSON.stringify({ version: 1, targets })), 'targets.json');

function markdown(targets: readonly Target[]): readonly string[] {
  return toMarkdown(figures, judgeTargets(figures, targets)).split('\n');
}

const rowOf = (lines: readonly string[]) => lines.find((line) => line.includes(`[\`${metric}\`]`));

const details = { days: [], resolutions: [], ladder: [], openFailures: [] };

/** Texts of the elements of a page that have this class. */
async function texts(targets: readonly Target[], name: string): Promise<readonly string[]> {
  const page = await toHtml({ figures, details, targets });
  return nodesOf(parse(page))
    .filter((node) => 'attrs' in node && node.attrs.some(({ value }) => value === name))
    .map((node) => textOf(node).trim());
}

type Node = DefaultTreeAdapterTypes.Node;

function nodesOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? [node, ...node.childNodes.flatMap(nodesOf)] : [node];
}

function textOf(node: Node): string {
  return nodesOf(node)
    .map((one) => ('value' in one ? `${one.value} ` : ''))
    .join('');
}

const SEVERAL = [
  { metric, statistic: 'p50', at_most: 60, owner: 'Ada' },
  { metric, statistic: 'max', at_most: 300, owner: 'Bob' },
];

describe('several targets of one metric', () => {
  it('Markdown shows each, what it was held against, and whose it is', () => {
    const row = rowOf(markdown(fileOf(...SEVERAL)));
    expect(row).toMatch(/^\| ✅<br>❌ \|/);
    expect(row).toContain('| p50 ≤ 1 min: 20 s<br>max ≤ 5 min: 10 min | Ada<br>Bob |');
  });

  it('a card shows the one that was missed, and names all', async () => {
    const goals = await texts(fileOf(...SEVERAL), 'goal');
    const words = goals.map((text) => text.replaceAll(/\s+/g, ' '));
    expect(words.filter((text) => /Ada|Bob/.test(text))).toEqual([
      '✓ met p50 ≤ 1 min: 20 s Ada',
      '✕ missed max ≤ 5 min Bob',
    ]);
    const numbers = await texts(fileOf(...SEVERAL), 'number');
    expect(numbers).toContain('10 min');
  });

  it('one that is met does not hide one that is missed, in any order', async () => {
    for (const targets of [SEVERAL, SEVERAL.toReversed()]) {
      const cards = await texts(fileOf(...targets), 'card missed');
      expect(cards.filter((text) => text.includes('Waiting for locks'))).toHaveLength(1);
    }
  });
});

describe('what was not measured', () => {
  it('is not called met', () => {
    const nothing = figuresOf([]);
    const results = judgeTargets(nothing, fileOf());
    expect(results.some(({ status }) => status === 'missed')).toBe(false);
    expect(toMarkdown(nothing, results)).toMatch(
      /^\*\*Release metrics: 2 met, 13 without data\*\*/,
    );
  });

  it('every target is met only where each has data', () => {
    const [target] = fileOf({ metric, at_most: 3600 }).filter((one) => one.metric === metric);
    if (!target) throw new Error('no target');
    expect(toMarkdown(figures, judgeTargets(figures, [target]))).toMatch(
      /^\*\*Release metrics: every target met\*\*/,
    );
  });
});

describe('T16: text of a file of targets', () => {
  const owner = 'A|B\n| x | <img src=x onerror=1> `c` [l](https://evil.example) ~~*_@team\u202e\\';
  const token = 'governance.token_rotation_age';
  const labels = { token: '|<b>`\n# h' };

  it('cannot end a cell, a row or the table, nor become a link, an element or code', () => {
    const plain = markdown(fileOf({ metric, at_most: 1, owner: 'Ada' }));
    const more = { metric: token, at_most: 1, owner: 'Ada', labels };
    const lines = markdown(fileOf({ metric, at_most: 1, owner }, more));
    expect(lines).toHaveLength(plain.length);
    const of = lines.find((line) => line.includes(`[\`${token}\`]`));
    expect(of).toContain('token \\|\\<b\\>\\`\\\\u\\{a\\}\\# h ≤ 1 d');
    const row = rowOf(lines) ?? '';
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(8);
    const cell = row
      .split(/(?<!\\)\|/)
      .slice(6)
      .join('|');
    expect(cell.replaceAll(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[<>`*_[\]()@~!#]/);
    expect(cell).toContain('\\\\u\\{202e\\}');
  });

  it('is text in HTML, and as it is in JSON', async () => {
    const targets = fileOf({ metric, at_most: 1, owner }, { metric: token, at_most: 1, labels });
    const page = await toHtml({ figures, details, targets });
    expect(page).not.toMatch(/<img|<b>/);
    expect(page).toContain('&lt;img src=x onerror=1&gt;');
    const document = JSON.parse(toJson(figures, judgeTargets(figures, targets))) as {
      targets: { target: { metric: string; owner: string } }[];
    };
    expect(document.targets.find((one) => one.target.metric === metric)?.target.owner).toBe(owner);
  });
});

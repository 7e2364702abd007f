import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LintOptions, lintText, parseManifest, RULES } from '../../src/index.ts';
import { TRANSITIONS } from './transitions.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'rules');
const NOW = new Date('2026-02-15T12:00:00.000Z');

/** One of the two examples of a page. */
interface Example {
  readonly before?: string;
  readonly after: string;
  readonly path?: string;
  /** What the page says is found. */
  readonly finds: readonly string[];
}

const page = (name: string) => readFileSync(join(FOLDER, `${name}.md`), 'utf8');

function exampleOf(text: string, section: 'Passes' | 'Fails'): Example {
  const part = text.split(/^## /m).find((candidate) => candidate.startsWith(`${section}\n`)) ?? '';
  const blocks = [...part.matchAll(/^```(\S+) ?(\S*) ?(\S*)\n([\s\S]*?)\n```$/gm)].map(
    ([, language, role, path, body = '']) => ({ language, role, path, body }),
  );
  const before = blocks.find(({ role }) => role === 'before');
  const after = blocks.find(({ role }) => role === 'after');
  const finds = blocks.find(({ language }) => language === 'text');
  return {
    ...(before && { before: before.body }),
    after: after?.body ?? '',
    ...(after?.path && { path: after.path }),
    finds: finds?.body.split('\n') ?? [],
  };
}

function lintExample({ before, after, path }: Example) {
  const change: LintOptions =
    before === undefined
      ? {}
      : { before: parseManifest(before, 'before'), transitions: TRANSITIONS };
  return lintText(after, { now: NOW, ...(path && { path }), ...change }).findings;
}

describe('the pages of the rules (S6.3)', () => {
  test('there is one for each rule, and a list of all in their order', () => {
    const pages = readdirSync(FOLDER).filter((name) => name !== 'README.md');
    expect(pages.toSorted()).toEqual(RULES.map(({ id }) => `${id}.md`).toSorted());
    const rows = page('README')
      .split('\n')
      .filter((line) => line.startsWith('| ['));
    expect(rows).toEqual(
      RULES.map(
        ({ id, severity, summary }) => `| [\`${id}\`](${id}.md) | ${severity} | ${summary} |`,
      ),
    );
  });

  test.each(RULES)(
    '$id: the page says what the rule says',
    ({ id, severity, summary, source, fix }) => {
      const text = page(id);
      expect(
        text.startsWith(`# ${id}\n\n${summary}\n\n*Severity: ${severity}. Source: ${source}.*\n`),
      ).toBe(true);
      expect(text).toContain(`\n**Fix:** ${fix}\n`);
    },
  );

  test.each(RULES)('$id: its passing example passes every rule', ({ id }) => {
    const example = exampleOf(page(id), 'Passes');
    expect(JSON.parse(example.after)).toHaveProperty('entries');
    expect(lintExample(example)).toEqual([]);
  });

  test.each(RULES)(
    '$id: its failing example fails this rule alone, for the reasons given',
    ({ id, severity, fix }) => {
      const example = exampleOf(page(id), 'Fails');
      const findings = lintExample(example);
      expect(findings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual(
        example.finds,
      );
      expect(example.finds.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding).toMatchObject({ rule: id, severity, fix });
    },
  );
});

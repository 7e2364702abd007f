import {
  all,
  elements,
  hostileText,
  type Node,
  outsideCode,
  render,
  runnerCommands,
  skeleton,
  textOf,
} from '@provkit/testkit/text';
import { codeSpan, prose, shownEvidence } from '@provkit/text';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../src/format/breach.ts';
import { htmlCode } from '../../src/format/html-code.ts';
import { toMarkdown } from '../../src/format/markdown.ts';
import type { Report } from '../../src/index.ts';
import { hostileTexts, spoil } from './hostile.ts';
import {
  ALL_OF,
  ANY_OF,
  FAIL,
  FAIL_OF_THREE,
  FAIL_WITH_ROWS,
  INCONCLUSIVE,
  NONE,
  PASS,
  PASS_BESIDE_OTHERS,
  PASS_BY_FALLBACK,
  PASS_WITH_ROWS,
  SILENT,
} from './sample-reports.ts';

const show = (report: Report) => render(toMarkdown({ reports: [report] }));
const page = (report: Report) => show(report).map(textOf).join('');

describe('the Markdown summary', () => {
  test('begins with the verdict, then says who built what from where', () => {
    const text = page(PASS);
    expect(text).toMatch(/^✅ widgets-1\.2\.3\.tgz: provenance verified/);
    for (const fact of [
      'https://github.com/acme/widgets',
      'refs/tags/v1.2.3',
      'c'.repeat(40),
      'https://github.com/acme/widgets/actions/runs/42/attempts/1',
      '2026-01-31T12:01:00.000Z',
    ]) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('All checks: 19 hold, 3 had nothing to judge');
    expect(text).toContain('newest authority of 2026-01-01, 30 days ago');
  });

  test('of a failure shows each check that does not hold, with all that is known of it', () => {
    const text = page(FAIL);
    expect(text).toMatch(/^❌ widgets-1\.2\.3\.tgz: provenance not verified\s+builder_mismatch: /);
    for (const { message, title, expected, actual, pointer = '', hint, spec } of breachesOf(FAIL)) {
      for (const said of [message, title, expected, actual, pointer, hint, spec]) {
        expect(text).toContain(said);
      }
    }
  });

  test('explains every attestation that failed, the one that came furthest unfolded', () => {
    const folded = elements(show(FAIL_OF_THREE), 'details').map(textOf);
    expect(folded.map((text) => text.split('\n', 1)[0])).toEqual([
      'Agreement of certificate and predicate: 11 equal, 1 different, 1 not applicable',
      'All checks: 17 hold, 2 do not hold, 3 had nothing to judge',
      '❌ Another attestation, widgets-1.2.3.tgz.sigstore.json.1: timestamp_invalid',
      '❌ Another attestation, widgets-1.2.3.tgz.sigstore.json: predicate_malformed',
    ]);
    expect(folded[2]).toContain('witnessed');
  });

  test('folds the agreement table, open when a pair does not agree', () => {
    const [failed] = elements(show(FAIL_WITH_ROWS), 'details');
    expect(textOf(failed as Node)).toMatch(
      /^Agreement of certificate and predicate: 1 equal, 1 different, 1 absent, 1 not applicable\s+❌event nameworkflow_dispatch in certificate \.20push in \/predicate/,
    );
    expect(failed).toMatchObject({ attrs: [{ name: 'open' }] });
    const [passed] = elements(show(PASS_WITH_ROWS), 'details');
    expect(passed).toMatchObject({ attrs: [] });
    expect(page(PASS_WITH_ROWS)).toContain('⚠️ certificate .19 is not .13');
  });

  test('says what was not asked for, and why other attestations do not hold', () => {
    const text = page({ ...PASS_BESIDE_OTHERS, notAsked: ['which run built it'] });
    expect(text).toMatch(/Not asked for, so not checked:\s+which run built it/);
    expect(text).toMatch(
      /Other attestations, which do not hold:\s+widgets-1\.2\.3\.tgz\.sigstore\.json: media type/,
    );
  });

  test('tells what could not be decided, and that there is no attestation', () => {
    expect(page(INCONCLUSIVE)).toMatch(/^❓ widgets-1\.2\.3\.tgz: provenance could not be decided/);
    expect(page(NONE)).toContain('attestation_missing: there is no attestation');
  });

  test('of several artifacts begins with how many passed', () => {
    const [problem] = breachesOf(NONE);
    const renamed = (report: Report, name: string) => ({
      ...report,
      artifacts: report.artifacts.map((artifact) => ({ ...artifact, name })),
    });
    const reports = [renamed(PASS, 'a'), renamed(FAIL, 'b'), renamed(PASS, 'c')];
    const problems = problem ? [{ ...problem, artifact: 'c' }] : [];
    const markdown = toMarkdown({ reports, problems });
    expect(markdown).toMatch(/^## ❌ 1 of 3 artifacts: provenance verified\n/);
    expect(elements(render(markdown), 'h3')).toHaveLength(4);
  });

  test('names the expectations that an attestation was held against', () => {
    expect(page(ANY_OF)).toMatch(
      /which do not hold:\s+widgets-1\.2\.3\.tgz\.sigstore\.json \(later\): /,
    );
    const text = page(ALL_OF);
    expect(text).toMatch(/^❌ .*\s+policy_violation: /);
    expect(text).toMatch(/attestation\s*widgets-1\.2\.3\.tgz\.sigstore\.json \(publish\)/);
    expect(text).toContain(
      '✅ Another attestation, widgets-1.2.3.tgz.sigstore.json (build): holds',
    );
  });

  test('T19: tells which source could not give its whole answer', () => {
    expect(page(SILENT)).toMatch(
      /^❓ .*\s+upstream_unavailable: attestations of github\.com\/acme\/widgets: the token/,
    );
    expect(page(PASS_BY_FALLBACK)).toMatch(
      /Sources that could not give their whole answer:\s+attestations of/,
    );
  });

  test('links nothing but the page of the reason', () => {
    const links = elements(show(FAIL), 'a');
    expect(links).toMatchObject([
      {
        attrs: [
          {
            name: 'href',
            value: 'https://github.com/provkit/provkit/blob/main/docs/reasons.md#builder_mismatch',
          },
        ],
      },
    ]);
  });
});

describe('the limit of a step summary', () => {
  const attestations = Array.from({ length: 1000 }, (_, index) => ({
    ...FAIL.attestations[0],
    name: `many.jsonl#${index + 1}`,
  })) as Report['attestations'];

  test('is kept by whole sections, and the rest pointed to', () => {
    const markdown = toMarkdown({ reports: [{ ...FAIL, attestations }] });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(markdown)).toBeGreaterThan(990_000);
    expect(markdown).toMatch(
      /\n⚠️ \d+ more sections were left out for want of room: the JSON report has them\.\n$/,
    );
    const nodes = render(markdown);
    expect(textOf(nodes.findLast((node) => textOf(node).trim() !== '') as Node)).toContain(
      'left out',
    );
  });

  test('can be another one, counted in bytes', () => {
    for (const maxBytes of [300, 2000, 20_000]) {
      const markdown = toMarkdown({ reports: [FAIL_OF_THREE] }, { maxBytes });
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(maxBytes);
      expect(markdown).toMatch(/^### ❌/);
    }
  });

  test('one value cannot fill it', () => {
    const long = spoil(FAIL_WITH_ROWS, () => '<'.repeat(1_000_000));
    expect(Buffer.byteLength(toMarkdown({ reports: [long] }))).toBeLessThan(200_000);
  });
});

describe('T16: whatever evidence says', () => {
  const SAMPLES = {
    FAIL_WITH_ROWS,
    PASS_WITH_ROWS,
    FAIL_OF_THREE,
    NONE,
    PASS_BESIDE_OTHERS,
    SILENT,
    PASS_BY_FALLBACK,
  };

  test.each(Object.entries(SAMPLES))('%s: nothing active comes from it', (_, report) => {
    const asked = { ...report, notAsked: ['a', 'b'] };
    const plain = skeleton(show(asked));
    fc.assert(
      fc.property(hostileTexts, (text) => {
        const markdown = toMarkdown({ reports: [spoil(asked, text)] });
        const nodes = render(markdown);
        expect(skeleton(nodes)).toEqual(plain);
        expect(outsideCode(nodes).join('\n')).not.toMatch(/[@#<>`|[\]\\]|:\/\/|www\.|:\w+:|\$/);
        expect(runnerCommands(markdown)).toEqual([]);
      }),
    );
  });

  test('the test above can fail: unquoted evidence changes what is shown', () => {
    const names = all(render('a <img src=x> [b](https://evil.example) @octocat')).map(
      (node) => node.nodeName,
    );
    expect(names).toEqual(expect.arrayContaining(['img', 'a']));
  });

  test('a code span and a code element show the evidence and nothing else', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = shownEvidence(text);
        for (const markdown of [`x ${codeSpan(text)} y`, `<p>x ${htmlCode(text)} y</p>`]) {
          const [paragraph] = render(markdown);
          expect(paragraph).toMatchObject({
            tagName: 'p',
            childNodes: [{}, { tagName: 'code' }, {}],
          });
          expect(textOf(paragraph as Node)).toBe(`x ${shown} y`);
        }
      }),
    );
  });

  test('a sentence quotes in HTML what is more than a word', () => {
    expect(prose('ask @octocat about #1 or :x: at www.evil.example', htmlCode)).toBe(
      'ask <code>@octocat</code> about <code>#1</code> or <code>:x</code>: at <code>www.evil.example</code>',
    );
    expect(prose('a\nb <b>bold</b> it’s well-formed', htmlCode)).toBe(
      '<code>a\\u{a}b</code> <code>&lt;b&gt;bold&lt;/b&gt;</code> it’s well-formed',
    );
  });
});

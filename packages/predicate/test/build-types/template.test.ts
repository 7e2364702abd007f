import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fill,
  parseTemplate,
  referencesOf,
  type Template,
} from '../../src/build-types/template.ts';

const parsed = (text: string): Template => {
  const template = parseTemplate(text);
  if (!template) throw new Error(`${text} is no template`);
  return template;
};

describe('parseTemplate', () => {
  test('reads text and every kind of reference, in order', () => {
    expect(
      parseTemplate('git+{.12}@{san}{run}-{attempt} {/predicate/a~1b/0}{source/uri|minus:git+}'),
    ).toEqual([
      'git+',
      { source: 'claim', key: '12' },
      '@',
      { source: 'claim', key: 'san' },
      { source: 'claim', key: 'run' },
      '-',
      { source: 'claim', key: 'attempt' },
      ' ',
      { source: 'statement', key: '/predicate/a~1b/0' },
      { source: 'material', key: '/uri', take: { kind: 'minus', text: 'git+' } },
    ]);
    expect(parseTemplate('{.11|after:@sha256:}')).toEqual([
      { source: 'claim', key: '11', take: { kind: 'after', text: '@sha256:' } },
    ]);
    expect(parseTemplate('text')).toEqual(['text']);
  });

  test.each([
    ['{'],
    ['}'],
    ['a}b{c'],
    ['{{.12}}'],
    ['{}'],
    ['{.0}'],
    ['{.7}'], // a form of names, no claim
    ['{.012}'],
    ['{.09}'],
    ['{.25}'],
    ['{.100}'],
    ['{.١}'],
    ['{.12 }'],
    ['{SAN}'],
    ['{constructor}'],
    ['{/subject/0/name}'],
    ['{/predicate}'],
    ['{/predicatex/a}'],
    ['{predicate/a}'],
    ['{source}'],
    ['{sourceuri}'],
    ['{.12|}'],
    ['{.12|minus}'],
    ['{.12|minus:}'],
    ['{.12|plus:x}'],
    ['{.12|minus:a\nb}'],
  ])('refuses %j', (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  });

  test('any text is read or refused, and what is read fills or does not', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '{.12}',
        '{san}',
        '{/predicate/a}',
        '{source/uri|after:@}',
        '|minus:',
        '.',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        fc.option(fc.string()),
        (text, value) => {
          const template = parseTemplate(text);
          if (!template) return;
          const filled = fill(template, () => value ?? undefined);
          const isLookedUp = referencesOf(template).length > 0;
          if (!isLookedUp) expect(filled).toBe(text);
          if (isLookedUp && value === null) expect(filled).toBeUndefined();
        },
      ),
    );
  });

  test('text and references put together are read as just these', () => {
    const literal = fc.string().map((text) => text.replace(/[{}]/g, ''));
    const reference = fc.constantFrom('{.12}', '{.24}', '{run}', '{/predicate/x}', '{source/uri}');
    fc.assert(
      fc.property(fc.array(fc.tuple(literal, reference)), literal, (pairs, last) => {
        const text = `${pairs.flat().join('')}${last}`;
        const template = parsed(text);
        expect(referencesOf(template)).toHaveLength(pairs.length);
        expect(fill(template, () => 'V')).toBe(
          `${pairs.map(([before]) => `${before}V`).join('')}${last}`,
        );
      }),
    );
  });
});

describe('fill', () => {
  test('is undefined if a reference has no value', () => {
    const template = parsed('{.12}@{.14}');
    expect(fill(template, ({ key }) => (key === '12' ? 'a' : undefined))).toBeUndefined();
    expect(fill(template, ({ key }) => key)).toBe('12@14');
  });

  test('minus is what follows the leading text, after what follows the last', () => {
    const filled = (text: string, value: string) => fill(parsed(text), () => value);
    expect(filled('{.12|minus:git+}', 'git+git+x')).toBe('git+x');
    expect(filled('{.12|minus:git+}', 'xgit+')).toBeUndefined();
    expect(filled('{.12|minus:git+}', 'git+')).toBe('');
    expect(filled('{.12|after:@}', 'a@b@c')).toBe('c');
    expect(filled('{.12|after:@}', 'abc')).toBeUndefined();
  });

  test('a value with braces is a value, and never a reference', () => {
    expect(fill(parsed('{.12}'), () => '{.14}')).toBe('{.14}');
  });
});

import { createSigstore } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBundles } from '../src/bundle/parse-bundles.ts';
import { workOnce } from '../src/evidence-work.ts';
import type { SignatureOutcome } from '../src/signature/verify-signature.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const [a, b] = [JSON.stringify(sigstore.sign()), JSON.stringify(sigstore.sign())];

function counting(bytes = 1_000_000, sources = 100) {
  let count = 0;
  const work = workOnce(
    (): SignatureOutcome => {
      count += 1;
      return { results: [] };
    },
    { bytes, sources },
  );
  const ask = (name: string, content: string | Uint8Array) =>
    work.parse({ name, content }).map((parsed) => work.signature(parsed, []));
  return { work, ask, count: () => count };
}

describe('workOnce', () => {
  test('verifies the same bundle once, whatever it is called', () => {
    const { ask, count } = counting();
    const [first] = ask('one', a);
    expect(ask('two', a)).toEqual([first]);
    expect(count()).toBe(1);
    ask('three', b);
    expect(count()).toBe(2);
  });

  test('each keeps its own name, lines too', () => {
    const { work } = counting();
    const names = (name: string, content: string) =>
      work.parse({ name, content }).map((parsed) => parsed.name);
    expect(names('one', `${a}\n${b}`)).toEqual(['one#1', 'one#2']);
    expect(names('two', `${a}\n${b}`)).toEqual(['two#1', 'two#2']);
  });

  test('text and bytes are two, since they are read by different rules', () => {
    const { work } = counting();
    const withMark = `\ufeff${a}`;
    for (const content of [withMark, Buffer.from(withMark), withMark]) {
      expect(work.parse({ name: 'x', content })).toEqual(parseBundles({ name: 'x', content }));
    }
  });

  test('a lone surrogate is not taken for the character that UTF-8 makes of it', () => {
    const { work } = counting();
    const problem = (content: string) => work.parse({ name: 'x', content })[0];
    expect(problem('{"mediaType":"\ufffd"}')).toMatchObject({ pointer: '/mediaType' });
    expect(problem('{"mediaType":"\ud800"}')).toEqual(
      parseBundles({ name: 'x', content: '{"mediaType":"\ud800"}' })[0],
    );
  });

  test('remembers the last used, and no more than it may', () => {
    const { ask, count } = counting(a.length + b.length + 500); // proofs and signatures differ in length
    const third = JSON.stringify(sigstore.sign());
    ask('x', a);
    ask('x', b);
    ask('x', a); // b is now the oldest
    ask('x', third);
    expect(count()).toBe(3);
    ask('x', a);
    expect(count()).toBe(3);
    ask('x', b);
    expect(count()).toBe(4);
  });

  test('remembers so many files of bundles and no more, however small they are', () => {
    const { ask, count } = counting(1_000_000, 2);
    ask('x', a);
    ask('x', b);
    ask('x', a);
    expect(count()).toBe(2);
    ask('x', JSON.stringify(sigstore.sign())); // forgets b
    ask('x', a);
    expect(count()).toBe(3);
    ask('x', b);
    expect(count()).toBe(4);
  });

  test('what is larger than all it may remember is not remembered, and forgets nothing else', () => {
    const { ask, count } = counting(a.length);
    ask('x', a);
    ask('x', `${a}${' '.repeat(10)}`);
    ask('x', a);
    expect(count()).toBe(2);
  });

  test('parses as parseBundles does, whatever came before', () => {
    const { work } = counting(50);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(a, b, '{', ''), fc.string({ maxLength: 5 }))),
        (contents) => {
          for (const content of contents) {
            expect(work.parse({ name: 'x', content })).toEqual(
              parseBundles({ name: 'x', content }),
            );
          }
        },
      ),
    );
  });
});

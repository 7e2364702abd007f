import { createHash } from 'node:crypto';
import { ARTIFACT, type SignOptions, statementFor, type TestStatement } from '@provkit/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import type { VerifiedSignature } from '../../src/signature/verify-signature.ts';
import { verifyStatement } from '../../src/signature/verify-statement.ts';
import { artifactOf, ask, fails, verdict } from './ask.ts';

const digestOf = (algorithm: string, bytes: Uint8Array = ARTIFACT.bytes) =>
  createHash(algorithm).update(bytes).digest('hex');
const other = (algorithm: string) => digestOf(algorithm, Buffer.from('other'));
const about = (...subject: TestStatement['subject']): SignOptions => ({
  statement: statementFor({
    change: (statement) => {
      statement.subject = subject;
    },
  }),
});
const subjectOf = (digest: Record<string, string>) => about({ name: 'a', digest });
const raw = (edit: (json: string) => string): SignOptions => ({
  payload: edit(JSON.stringify(statementFor())),
});

describe('subjects (client-spec 4.4, spec 1.3 #9, 1.6)', () => {
  test.each([['sha256'], ['sha384'], ['sha512']])('%s alone is enough', (algorithm) => {
    expect(verdict({ options: subjectOf({ [algorithm]: digestOf(algorithm) }) })).toBe('pass');
  });

  test.each([['md5'], ['sha1'], ['sha224'], ['sha3-256'], ['SHA256']])(
    '%s never names an artifact',
    (algorithm) => {
      const digest = digestOf(algorithm.toLowerCase());
      expect(verdict({ options: subjectOf({ [algorithm]: digest }) })).toMatch(
        fails('subject', 'not what this statement is about'),
      );
    },
  );

  test('SHA-1 under the name of SHA-256 names nothing', () => {
    expect(verdict({ options: subjectOf({ sha256: digestOf('sha1') }) })).toMatch(/^subject: /);
  });

  test('several algorithms must all be the artifact’s: otherwise two tools see two files', () => {
    const sha256 = digestOf('sha256');
    const sha512 = digestOf('sha512');
    expect(verdict({ options: subjectOf({ sha256, sha512 }) })).toBe('pass');
    for (const digest of [
      { sha256, sha512: other('sha512') },
      { sha256: other('sha256'), sha512 },
      { sha256, sha384: other('sha384'), sha512 },
      { sha256, sha512: '' },
    ]) {
      expect(verdict({ options: subjectOf(digest) })).toMatch(/^subject: /);
    }
  });

  test('an algorithm that cannot be compared is no match', () => {
    const artifact = { name: 'a', sha256: digestOf('sha256') };
    const options = subjectOf({ sha256: digestOf('sha256'), sha512: digestOf('sha512') });
    expect(verdict({ options, artifact })).toMatch(/^subject: /);
  });

  test('a digest in capitals, shortened or with more after it is another', () => {
    const sha256 = digestOf('sha256');
    for (const text of [sha256.toUpperCase(), sha256.slice(1), `${sha256}00`, ` ${sha256}`]) {
      expect(verdict({ options: subjectOf({ sha256: text }) })).toMatch(/^subject: /);
    }
  });

  test('subjects are not joined: each stands for itself', () => {
    const options = about(
      { name: 'a', digest: { sha256: digestOf('sha256'), sha512: other('sha512') } },
      { name: 'a', digest: { sha512: digestOf('sha512'), sha256: other('sha256') } },
    );
    expect(verdict({ options })).toMatch(/^subject: /);
  });

  test('malformed: no subject, no digest, and digests that are no text', () => {
    expect(verdict({ options: about() })).toMatch(/^statement: /);
    expect(verdict({ options: about({ name: 'a' }) })).toMatch(/^subject: /);
    const digest = { sha256: [digestOf('sha256')] } as unknown as Record<string, string>;
    expect(verdict({ options: subjectOf(digest) })).toMatch(/^statement: /);
  });
});

describe('statements (spec 1.3 #8)', () => {
  test('the statement is in the report on a pass, and only then', () => {
    expect(ask().statement).toMatchObject({ predicateType: 'https://slsa.dev/provenance/v1' });
    const { statement, verdict: whole } = ask({ artifact: artifactOf(Buffer.from('other')) });
    expect({ statement, whole }).toEqual({ statement: undefined, whole: 'fail' });
  });

  test.each([
    ['of another type', raw((json) => json.replace('Statement/v1', 'Statement/v2'))],
    ['without type', raw((json) => json.replace('"_type"', '"type"'))],
    ['that is no JSON', raw((json) => json.slice(1))],
    ['that is empty', raw(() => '{}')],
    ['in an array', raw((json) => `[${json}]`)],
    ['with a key twice', raw((json) => json.replace('"subject"', '"subject":[],"subject"'))],
    ['with a digest twice', raw((json) => json.replace('"sha256"', '"sha256":"00","sha256"'))],
    ['with a prototype', raw((json) => json.replace('"name"', '"__proto__":{},"name"'))],
    ['with a byte order mark', raw((json) => `\ufeff${json}`)],
    ['with text after its end', raw((json) => `${json}{}`)],
    [
      'deeper than the limit',
      raw((json) =>
        json.replace(
          '"externalParameters":{',
          `"externalParameters":{"x":${'['.repeat(80)}${']'.repeat(80)},`,
        ),
      ),
    ],
  ])('malformed: a statement %s', (_, options) => {
    expect(verdict({ options })).toMatch(/^statement: /);
  });

  test('malformed: more subjects than the limit', () => {
    const subject = { name: 'a', digest: {} };
    const many = Array.from({ length: LIMITS.subjects + 1 }, () => subject);
    expect(verdict({ options: about(...many) })).toMatch(fails('statement', 'subjects, more than'));
  });

  test('a signature over a file is no statement', () => {
    const digest = createHash('sha256').update(ARTIFACT.bytes).digest();
    const { results, verified } = verifyStatement(
      { ...SIGNATURE, content: { kind: 'message', digest } },
      [artifactOf(ARTIFACT.bytes)],
      { isPredicateRead: false },
    );
    expect({ results, verified }).toMatchObject({
      results: [{ id: 'statement', status: 'fail' }],
      verified: undefined,
    });
  });

  test('a predicate is read only where somebody reads it', () => {
    const payload = Buffer.from(
      JSON.stringify(
        statementFor({ change: (statement) => void Object.assign(statement, { predicate: {} }) }),
      ),
    );
    const statuses = (isPredicateRead: boolean) =>
      verifyStatement(
        { ...SIGNATURE, content: { kind: 'envelope', payload } },
        [artifactOf(ARTIFACT.bytes)],
        {
          isPredicateRead,
        },
      ).results.map(({ status }) => status);
    expect(statuses(false)).toEqual(['pass', 'pass']);
    expect(statuses(true)).toEqual(['fail']);
  });

  test('whatever was signed, there is a result, and only a statement about the artifact is verified', () => {
    const good = JSON.stringify(statementFor());
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .record({ at: fc.nat(good.length), put: fc.string() })
        .map(({ at, put }) => good.slice(0, at) + put + good.slice(at + 1)),
    );
    fc.assert(
      fc.property(text, (payload) => {
        const content = { kind: 'envelope', payload: Buffer.from(payload) } as const;
        const { results, verified } = verifyStatement(
          { ...SIGNATURE, content },
          [artifactOf(ARTIFACT.bytes)],
          {
            isPredicateRead: true,
          },
        );
        expect(verified !== undefined).toBe(results.every(({ status }) => status === 'pass'));
        if (verified)
          expect(verified.statement.subject[0]?.digest).toEqual(statementFor().subject[0]?.digest);
      }),
      { numRuns: 500 },
    );
  });
});

const SIGNATURE = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  times: [],
  root: { source: 'x', sha256: '', profile: 'public-good', newestAuthority: '' },
} as const satisfies Omit<VerifiedSignature, 'content'>;

import { createHash } from 'node:crypto';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/bundle/limits.ts';
import { embeddedTrust } from '../../src/trust/embedded-trust.ts';
import { parseTrustedRoot } from '../../src/trust/parse-trusted-root.ts';
import { PUBLIC_GOOD_ROOT } from '../../src/trust/public-good.generated.ts';
import { trustAgeDays } from '../../src/trust/trust-age.ts';

const ROOT = PUBLIC_GOOD_ROOT.json;

interface RootJson {
  tlogs: { publicKey: { validFor?: unknown } }[];
}

const change = (edit: (root: RootJson) => void): string => {
  const root = JSON.parse(ROOT);
  edit(root);
  return JSON.stringify(root);
};

describe('parseTrustedRoot', () => {
  test('reads one root and says where it is from, which profile it has and how old it is', () => {
    const { roots } = parseTrustedRoot(ROOT, 'root.json');
    expect(roots.map(({ summary }) => summary)).toEqual([
      {
        source: 'root.json',
        sha256: createHash('sha256').update(ROOT).digest('hex'),
        profile: 'public-good',
        newestAuthority: expect.stringMatching(/^20\d\d-/),
      },
    ]);
  });

  test('reads JSON Lines as several roots', () => {
    const line = JSON.stringify(JSON.parse(ROOT));
    expect(parseTrustedRoot(`${line}\n${line}\n`, 'roots.jsonl').roots).toHaveLength(2);
  });

  test('reads a root of the largest size that is read', () => {
    const padded = ROOT.padEnd(LIMITS.trustedRoot.maxBytes);
    expect(parseTrustedRoot(Buffer.from(padded), 'root.json').roots).toHaveLength(1);
  });

  test('T8: the profile follows from the root: without transparency logs it is GitHub’s', () => {
    const [root] = parseTrustedRoot(
      change((draft) => Object.assign(draft, { tlogs: [], ctlogs: [] })),
      'x',
    ).roots;
    expect(root.summary.profile).toBe('github');
  });

  test.each([
    ['no JSON', '{', 'not JSON'],
    ['nothing', '', 'empty'],
    ['a bundle', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}', 'media type'],
    ['no media type', '{}', 'media type'],
    [
      'no authority',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
      'no authority',
    ],
    [
      'an authority without a start of validity',
      change((draft) => {
        delete (draft as { tlogs: { publicKey: { validFor?: unknown } }[] }).tlogs[0]?.publicKey
          .validFor;
      }),
      '/tlogs/0/publicKey/validFor/start',
    ],
    ['a deep document', `{"mediaType":${'['.repeat(40)}${']'.repeat(40)}}`, 'nested'],
    ['the same key twice', '{"mediaType":"x","mediaType":"y"}', 'second time'],
    ['bytes that are no UTF-8', Uint8Array.of(0x7b, 0xff), 'not UTF-8'],
    ['UTF-16', Buffer.from(`\ufeff${ROOT}`, 'utf16le'), 'UTF-16'],
    ['a byte order mark', Buffer.from(`\ufeff${ROOT}`), 'byte order mark'],
    ['one byte more than is read', ROOT.padEnd(LIMITS.trustedRoot.maxBytes + 1), 'more than'],
    [
      'JSON Lines that are too large together',
      `${JSON.stringify(JSON.parse(ROOT))}\n`.repeat(1000),
      'more than',
    ],
  ])('refuses %s', (_, content, why) => {
    expect(() => parseTrustedRoot(content, 'root.json')).toThrowError(
      expect.objectContaining({
        code: 'TRUST_ROOT_INVALID',
        message: expect.stringContaining(why),
      }),
    );
  });
});

describe('embeddedTrust (T11)', () => {
  test('is byte for byte what @sigstore/tuf carries', () => {
    const [mirror] = Object.values(seeds as Record<string, { targets: Record<string, string> }>);
    const target = Buffer.from(mirror?.targets['trusted_root.json'] ?? '', 'base64').toString();
    expect(PUBLIC_GOOD_ROOT.json).toBe(target);
  });

  test('ages with the caller’s clock', () => {
    const [{ summary }] = embeddedTrust('public-good').roots;
    const start = new Date(summary.newestAuthority);
    expect(trustAgeDays(summary, start)).toBe(0);
    expect(trustAgeDays(summary, new Date(start.getTime() + 10.5 * 86_400_000))).toBe(10);
    expect(trustAgeDays(summary, new Date(0))).toBe(0);
  });
});

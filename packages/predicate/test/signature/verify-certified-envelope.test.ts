import { createSigstore, DEFAULT_CLAIMS, GITHUB_ISSUER, type SignOptions } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseBundles } from '../../src/bundle/parse-bundles.ts';
import { parseTrustedRoot } from '../../src/index.ts';
import { usableRoots } from '../../src/signature/usable-root.ts';
import { verifyCertifiedEnvelope } from '../../src/signature/verify-certified-envelope.ts';

const sigstore = createSigstore({ now: () => Date.parse('2026-01-31T12:00:00.000Z') });
const signer = {
  san: `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`,
  issuer: GITHUB_ISSUER,
  profiles: ['public-good'],
  roots: usableRoots(parseTrustedRoot(sigstore.trustedRoot, 'root')),
} as const;

function verify(options: SignOptions, changes: Partial<typeof signer> | object = {}) {
  const [parsed] = parseBundles({ name: 'x', content: JSON.stringify(sigstore.sign(options)) });
  if (!parsed) throw new Error('no bundle');
  return verifyCertifiedEnvelope(parsed, { ...signer, ...changes });
}

describe('an envelope whose signer is named', () => {
  test('gives its payload, and whose certificate signed it when', () => {
    const { results, signed } = verify({ payload: '{}' });
    expect(Buffer.from(signed?.payload ?? []).toString()).toBe('{}');
    expect(signed?.by).toMatchObject({
      kind: 'certificate',
      claims: { san: signer.san },
      trust: { source: 'root' },
      signedAt: '2026-01-31T12:01:00.000Z',
    });
    expect(results.every(({ status }) => status === 'pass')).toBe(true);
    expect(results).toHaveLength(7);
  });

  test.each<[string, SignOptions, object, string]>([
    ['another name', {}, { san: 'https://x.example' }, 'identity'],
    ['another issuer', {}, { issuer: 'https://x.example' }, 'identity'],
    ['a profile that is not accepted (T8)', {}, { profiles: ['github'] }, 'trust-profile'],
    ['a changed payload type', { payloadType: 'text/plain' }, {}, 'signature'],
    ['malformed: a signature over a file', { message: Buffer.from('x') }, {}, 'statement'],
  ])('gives no payload for %s', (_, options, changes, check) => {
    const { results, signed } = verify(options, changes);
    expect(signed).toBeUndefined();
    expect(results.at(-1)).toMatchObject({ id: check, status: 'fail' });
  });
});

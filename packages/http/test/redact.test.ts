import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../src/redact.ts';

const FILL = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';

describe('redact', () => {
  test.each([
    ['a classic GitHub token', `ghp_${FILL}`],
    ['an Actions token', `ghs_${FILL}`],
    ['a fine-grained token', `github_pat_11ABCDEFG0${FILL}`],
    ['a JWT', `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${FILL}`],
    ['a Slack token', `xoxb-123456789012-${FILL}`],
    ['a Slack app token', `xapp-1-A0-${FILL}`],
    ['a Supabase secret', `sb_secret_${FILL}`],
    ['a Supabase access token', `sbp_${FILL}`],
    ['an npm token', `npm_${FILL}`],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE'],
    ['a private key', `-----BEGIN EC PRIVATE KEY-----\n${FILL}\n-----END EC PRIVATE KEY-----`],
  ])('T18: %s does not show, whoever gave it', (_, token) => {
    const shown = redact(`before ${token} after`);
    expect(shown).not.toContain(token.slice(12, 40));
    expect(shown).toContain('before ');
  });

  test('T18: the path of a Slack webhook does not show', () => {
    const shown = redact('POST https://hooks.slack.com/services/T000/B000/XXXXXXXX: status 404');
    expect(shown).toBe('POST https://hooks.slack.com/[redacted]: status 404');
  });

  test('T18: what follows the scheme of an Authorization header does not show', () => {
    const text = `{"authorization":"Bearer ${FILL}"} authorization: Basic ${FILL}`;
    expect(redact(text)).toBe(
      '{"authorization":"Bearer [redacted]"} authorization: Basic [redacted]',
    );
  });

  test('T18: the query of a signed URL does not show, nor a fragment', () => {
    expect(redact('at https://x.blob.core.windows.net/a/b.zip?sv=2025&sig=abc%3D now')).toBe(
      'at https://x.blob.core.windows.net/a/b.zip?[redacted] now',
    );
    expect(redact('https://example.com/#token=abc')).toBe('https://example.com/?[redacted]');
  });

  test('T18: the credentials of a URL do not show, whatever is in them', () => {
    expect(redact('https://me:p@ss@example.com/x')).toBe('https://[redacted]@example.com/x');
    expect(redact('git+ssh://token@example.com')).toBe('git+ssh://[redacted]@example.com');
  });

  test('an @ behind the host is no credential', () => {
    const url = 'https://github.com/o/r/.github/workflows/release.yml@refs/tags/v1';
    expect(redact(url)).toBe(url);
  });

  test('what is no secret stays as it is', () => {
    const text =
      'GET https://api.github.com/repos/acme/widgets: status 404, token missing, sha256:abc';
    expect(redact(text)).toBe(text);
  });

  test('T18: a known secret shows in no form', () => {
    const secret = 'hunter2/"quoted" & more';
    const forms = [
      secret,
      JSON.stringify({ secret }),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ];
    for (const form of forms) {
      expect(redact(`got ${form}!`, [secret])).toMatch(/^got (\{"secret":")?\[redacted\]("\})?!$/);
    }
  });

  test('T18: a credential is known without its scheme', () => {
    expect(redact('the server said: s3cret is wrong', ['Bearer s3cret'])).toBe(
      'the server said: [redacted] is wrong',
    );
  });

  test('a secret that is part of another one leaves no rest of it', () => {
    expect(redact('abcdefgh', ['abcd', 'abcdefgh'])).toBe('[redacted]');
  });

  test('T18: no planted secret survives, wherever it is planted', () => {
    const secret = fc
      .string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' })
      .filter(
        (text) =>
          text.trim() === text &&
          !/^(bearer|basic|token)\s/i.test(text) &&
          !'[redacted]'.includes(text),
      );
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (planted, before, after) => {
        expect(redact(`${before}${planted}${after}`, [planted])).not.toContain(planted);
      }),
    );
  });

  test('costs no more than the length of the text', () => {
    for (const part of ['a://', 'eyJ-', '-----BEGIN ', 'ghs_.', 'https://a@', 'xoxb-', 'bearer ']) {
      const text = part.repeat(200_000 / part.length);
      const started = process.cpuUsage();
      redact(text);
      const { user } = process.cpuUsage(started);
      expect(user).toBeLessThan(2_000_000);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor, redact } from '../src/redact.ts';

const FILL = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8';

describe('redact', () => {
  const TOKENS = [
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
    [
      'a private key in a URL',
      `-----BEGIN%20PRIVATE%20KEY-----%0A${FILL}%0A-----END%20PRIVATE%20KEY-----`,
    ],
    ['a private key that was cut', `-----BEGIN RSA PRIVATE KEY-----\\n${FILL}`],
    ['a PGP key', `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${FILL}`],
    ['a private key in base64', btoa(`-----BEGIN PRIVATE KEY-----\n${FILL}`)],
    ['an OAuth token', `gho_${FILL}`],
    ['a user token of an app', `ghu_${FILL}`],
    ['a refresh token', `ghr_${FILL}`],
    ['a token with a JWT in it', `ghs_eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.${FILL}`],
    ['what git sends to GitHub', btoa(`x-access-token:ghs_${FILL}`)],
    ['a Slack user token', `xoxp-123456789012-${FILL}`],
    ['a Slack configuration token', `xoxe.xoxp-1-${FILL}`],
    ['a Slack refresh token', `xoxe-1-${FILL}`],
    ['a publishable key of Supabase', `sb_publishable_${FILL}`],
    ['a temporary AWS key', 'ASIAIOSFODNN7EXAMPLE'],
    ['an AWS header', `AWS4-HMAC-SHA256 Credential=AKIA/20260131/us-east-1/s3, Signature=${FILL}`],
    ['a Google API key', `AIza${FILL}`],
    ['a Google access token', `ya29.${FILL}`],
  ] as const;

  const BEFORE = ['', ' ', '"', '=', '\\n', '%20', '%3D', '_', '\\u003d', '/'];

  test.each(TOKENS)('T18: %s does not show behind an escape', (_, token) => {
    for (const before of BEFORE) {
      expect(redact(`x${before}${token}`)).not.toContain(token.slice(12, 40));
    }
  });

  test.each(TOKENS)('T18: %s does not show, whoever gave it', (_, token) => {
    const shown = redact(`before ${token} after`);
    expect(shown).not.toContain(token.slice(12, 40));
    expect(shown).toContain('before ');
  });

  test('T18: the path of a Slack webhook does not show', () => {
    const shown = redact('POST https://hooks.slack.com/services/T000/B000/XXXXXXXX: status 404');
    expect(shown).toBe('POST https://hooks.slack.com/[redacted]: status 404');
  });

  test.each([
    'https:\\/\\/hooks.slack.com\\/services\\/T000\\/B000\\/XXXXXXXX',
    'https%3A%2F%2Fhooks.slack.com%2Fservices%2FT000%2FB000%2FXXXXXXXX',
    'hooks.slack.com/services/T000/B000/XXXXXXXX',
    'https://hooks.slack-gov.com/services/T000/B000/XXXXXXXX',
  ])('T18: nor in %s', (url) => {
    expect(redact(url)).not.toMatch(/T000|B000|XXXX/);
  });

  test.each([
    'aws_secret_access_key = ',
    '"SecretAccessKey": "',
    'AWS_SESSION_TOKEN=',
    'ACTIONS_RUNTIME_TOKEN=',
    '//registry.example/:_authToken=',
    'AccountName=x;AccountKey=',
    '{\\"client_secret\\":\\"',
    'api-key: ',
    'password: ',
    'x?X-Amz-Signature=',
    'x?a=b&x-amz-security-token=',
    'GoogleAccessId=x&X-Goog-Signature=',
    'account.blob.core.windows.net/a/b.zip?sv=2025&sig=',
    'redirect=https%3A%2F%2Fexample.com%3Fsv%3D1%26sig%3D',
    '/a?b=c\\u0026sig=',
  ])('T18: a value does not show whose name says that it is secret: %s', (name) => {
    const shown = redact(`before ${name}wJalrXUtnFEMI%2FK7MDENG+bPxRfiCYEXAMPLEKEY after`);
    expect(shown).not.toMatch(/wJalr|K7MD|EXAMPLEKEY/);
    expect(shown).toMatch(/^before .* after$/);
  });

  test('T18: a short password and a short credential do not show either', () => {
    expect(redact('mysql?password=pw1&x=y')).toBe('mysql?password=[redacted]&x=y');
    expect(redact('Authorization: Basic YTpi')).toBe('Authorization: Basic [redacted]');
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
    expect(redact('x%20https://me:pw@example.com')).toBe('x%20https://[redacted]@example.com');
    expect(redact('to=https%3A%2F%2Fme%3Apw%40example.com%2Fx')).toBe(
      'to=https%3A%2F%2F[redacted]%40example.com%2Fx',
    );
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

  test.each([
    'npm_config_registry_of_the_project is not set',
    'usb_storage_controller_name, highs_and_lows',
    'no token: must be given; the secret: misspelt',
    `sha256:${'ab'.repeat(32)} of ${'c'.repeat(40)}`,
    'pkg:npm/@acme/widgets@1.2.3 for refs/tags/v1.2.3',
    '-----BEGIN CERTIFICATE-----',
    'tokens=12 signature_invalid, design=new',
  ])('what only resembles a secret stays: %s', (text) => {
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
      encodeURIComponent(secret).replaceAll(/%../g, (byte) => byte.toLowerCase()),
      new URLSearchParams({ '': secret }).toString().slice(1),
    ];
    for (const form of forms) {
      expect(redact(`got ${form}!`, [secret])).toMatch(/^got (\{"secret":")?\[redacted\]("\})?!$/);
    }
  });

  test('T18: a known secret shows in no text that was encoded with it', () => {
    const secret = 'a password with blanks';
    for (const user of ['', 'u', 'us', 'use', 'user']) {
      const text = `${user}:${secret}@host`;
      for (const encoding of ['base64', 'base64url'] as const) {
        const shown = redact(`got ${Buffer.from(text).toString(encoding)}`, [secret]);
        expect(shown).toContain('[redacted]');
        // what is left of it decodes to what stood around it, and a character at most
        const left = shown
          .slice('got '.length)
          .split('[redacted]')
          .map((part) => part.length);
        expect(Math.max(...left)).toBeLessThan(11);
      }
    }
    const twice = JSON.stringify(JSON.stringify({ it: 'say "cheese"' }));
    expect(redact(twice, ['say "cheese"'])).not.toContain('cheese');
  });

  test('T18: each line of a known secret of several lines is secret', () => {
    const secret = '{\n  "private": "0123456789abcdef",\n  "x": 1\n}';
    const shown = redact('line 2:   "private": "0123456789abcdef",', [secret]);
    expect(shown).not.toContain('0123456789');
  });

  test('a secret that is too short is not looked for, and named with the reason', () => {
    const redactor = createRedactor({ A: 'abc', B: '', C: 'Bearer x', D: 'long enough' });
    expect(redactor.ignored).toEqual([
      { name: 'A', reason: 'shorter than 4 characters' },
      { name: 'B', reason: 'empty' },
      { name: 'C', reason: 'shorter than 4 characters' },
    ]);
    expect(redactor.redact('abc is long enough')).toBe('abc is [redacted]');
  });

  test('what was redacted stays as it is when it is redacted again', () => {
    const text = `password=x token=${FILL} https://a:b@c.example/d?e Authorization: Basic YTpi ghp_${FILL}`;
    expect(redact(redact(text))).toBe(redact(text));
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
    for (const part of [
      'a://',
      'eyJ-',
      '-----BEGIN ',
      'ghs_.',
      'https://a@',
      'xoxb-',
      'bearer ',
      'token=',
      'sig=',
      '?sig=',
      '-----BEGIN PRIVATE KEY',
      'password: ',
    ]) {
      const text = part.repeat(200_000 / part.length);
      const started = process.cpuUsage();
      redact(text);
      const { user } = process.cpuUsage(started);
      expect(user).toBeLessThan(2_000_000);
    }
  });
});

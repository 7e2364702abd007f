import fc from 'fast-check';

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What only the issuer knows of a token: random, and long enough that no text holds it by chance. */
const fill = (length: number) =>
  fc.string({ unit: fc.constantFrom(...BASE62), minLength: length, maxLength: length });
const upper = (length: number) => fill(length).map((text) => text.toUpperCase());
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A text that holds a secret, and the part of it that nobody may read. */
export interface Planted {
  readonly shape: string;
  readonly text: string;
  readonly secret: string;
}

const planted = (
  shape: string,
  secret: fc.Arbitrary<string>,
  around: (secret: string) => string,
): fc.Arbitrary<Planted> => secret.map((value) => ({ shape, text: around(value), secret: value }));

/** Every shape of secret that is known by how it looks (S1.7, T18). */
export const SHAPES: readonly fc.Arbitrary<Planted>[] = [
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((prefix) =>
    planted(prefix, fill(36), (secret) => `${prefix}_${secret}`),
  ),
  planted('github_pat', fill(59), (secret) => `github_pat_11AAAAAAA0123456789012_${secret}`),
  planted(
    'ACTIONS_RUNTIME_TOKEN',
    fill(86),
    (secret) => `eyJhbGciOiJSUzI1NiJ9.eyJhYyI6IltdIn0.${secret}`,
  ),
  planted('payload of a JWT', fill(60), (secret) => `eyJhbGciOiJSUzI1NiJ9.${secret}.c2ln`),
  planted(
    'x-access-token',
    fill(36),
    (secret) => `http.extraheader=AUTHORIZATION: basic ${base64(`x-access-token:${secret}`)}`,
  ),
  ...['xoxb', 'xoxp', 'xoxe', 'xoxa', 'xapp', 'xwfp'].map((prefix) =>
    planted(prefix, fill(24), (secret) => `${prefix}-1-123456789012-${secret}`),
  ),
  planted('xoxe.xoxp', fill(60), (secret) => `xoxe.xoxp-1-${secret}`),
  planted(
    'Slack webhook',
    fill(24),
    (secret) => `https://hooks.slack.com/services/T00000000/B00000000/${secret}`,
  ),
  planted('sb_publishable', fill(31), (secret) => `sb_publishable_${secret}`),
  planted('sb_secret', fill(31), (secret) => `sb_secret_${secret}`),
  planted('sbp', fill(40), (secret) => `sbp_${secret}`),
  planted('npm', fill(36), (secret) => `npm_${secret}`),
  planted('AKIA', upper(16), (secret) => `AKIA${secret}`),
  planted('ASIA', upper(16), (secret) => `ASIA${secret}`),
  planted('AWS secret key', fill(40), (secret) => `aws_secret_access_key=${secret}`),
  planted(
    'SigV4',
    fill(64),
    (secret) => `https://b.s3.amazonaws.com/k?X-Amz-Signature=${secret}&X-Amz-Date=1`,
  ),
  planted(
    'SigV4 header',
    fill(64),
    (secret) => `AWS4-HMAC-SHA256 Credential=x/s3, Signature=${secret}`,
  ),
  planted(
    'SAS',
    fill(43),
    (secret) => `https://a.blob.core.windows.net/c/b.zip?sv=2025-01-05&sig=${secret}%3D`,
  ),
  planted('SAS without host', fill(43), (secret) => `/c/b.zip?sv=2025-01-05&sig=${secret}%3D`),
  planted(
    'GCS',
    fill(64),
    (secret) => `https://storage.googleapis.com/b/o?GoogleAccessId=x&Signature=${secret}`,
  ),
  planted('GCS V4', fill(64), (secret) => `b/o?X-Goog-Signature=${secret}`),
  planted(
    'AccountKey',
    fill(86),
    (secret) => `AccountName=a;AccountKey=${secret}==;EndpointSuffix=x`,
  ),
  planted(
    'private key',
    fill(64),
    (secret) => `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`,
  ),
  planted('private key in JSON', fill(64), (secret) =>
    JSON.stringify({ k: `-----BEGIN RSA PRIVATE KEY-----\n${secret}` }),
  ),
  planted('basic auth', fill(20), (secret) => `https://user:${secret}@registry.example/x`),
  planted('Authorization', fill(20), (secret) => `Authorization: Bearer ${secret}`),
  planted(
    'Authorization basic',
    fill(20),
    (secret) => `{"authorization":"Basic ${base64(`u:${secret}`)}"}`,
  ),
  planted('_authToken', fill(36), (secret) => `//registry.example/:_authToken=${secret}`),
  planted('fragment', fill(36), (secret) => `https://a.example/#access_token=${secret}`),
];

/** A secret that only the process knows, in one of the forms in which it may come out. */
export const knownSecret: fc.Arbitrary<Planted> = fc
  .tuple(fill(12), fc.constantFrom('', '/', '+', ' ', '"', '\\', '&<>', 'ü', '\n'), fill(12))
  .map((parts) => parts.join(''))
  .chain((secret) =>
    fc
      .constantFrom<[string, string]>(
        ['as it is', secret],
        ['base64', base64(secret)],
        ['base64url', Buffer.from(secret).toString('base64url')],
        ['base64 of more', base64(`user:${secret}:x`)],
        ['URL', encodeURIComponent(secret)],
        ['form', new URLSearchParams({ '': secret }).toString().slice(1)],
        ['JSON', JSON.stringify(secret)],
        ['JSON in JSON', JSON.stringify(JSON.stringify({ secret }))],
      )
      .map(([shape, text]) => ({ shape, text, secret })),
  );

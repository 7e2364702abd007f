import { createHash } from 'node:crypto';
import { generateSigningKey, pem } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { keyNames, sshFingerprint } from '../../src/signature/key-names.ts';
import { readPublicKey } from '../../src/signature/read-public-key.ts';

/**
 * Keys made with OpenSSH 9.2, each with what `ssh-keygen -l -E sha256 -f KEY.pub` says of it; SPKI by
 * `ssh-keygen -e -m PKCS8 -f KEY.pub`, that of Ed25519 put together by RFC 8410.
 */
const KEYS: readonly (readonly [string, string, string])[] = [
  [
    'P-256',
    'SHA256:U/v0k67PTV1mbMtanhGHkw3KJ/KuZYFDrrUCJz6p7QY',
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEc3a+VA9R85t/TbYdIiLyS8VKUoAv6jvFjAXVRjAFASb4tuS5Pcn7l73W0/2HJNImbWyV4clacXkCzVuNS5SwnA==',
  ],
  [
    'P-384',
    'SHA256:nOvvQhhvSKARTeBqL8A8Ombqg2DYkA+aQcrt9IOMEZM',
    'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEYAdBFum8R8EG6QXfQMwuXSNL8PwW7vCBP4rexzMuiu0xYoxVFmengjXX3aafr61sMRhYQQCVWZ105krZcEdYw6N3qrefIBpvdmjdW8f39VzkveJIVEpk2YYBcmM4wmvX',
  ],
  [
    'P-521',
    'SHA256:30f66zhhYRkIrX1Ai2dQd/kIAmaJMemawWGAHWtjxIY',
    'MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBm91ys8uNNAC1X22sP9tHUc9M6f4FhBGEhedikYq3GbK2EqlRegzr9XwiViR2vUi1jXEoNMef7RSyGZKU04UsCwQBrd1OEnP5a9nlZLlCh3fmNiq1XNZRcbGJ5LIs5cvlOQ24pmb3sPGcbvLnMCIVGXgvFvTRbQ7UJ9VQz+Pz+ZrUlog=',
  ],
  [
    'Ed25519',
    'SHA256:74fV0fCQKKnv5ZOH0ppCBljMwah7Y+r0uy4CFI6fAVw',
    'MCowBQYDK2VwAyEAAybT+OqFqYZqJfFGTDrPHajb80DrOmd6RVsmy+n/CfU=',
  ],
  [
    'RSA',
    'SHA256:CDqwQt2OPTTe3P/eF6yiTW8vSopRLpswiQgrfQJZBT4',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxuzl+YlFdqkyeWmfxb3drlhUHQ63czoKOVt6maEOb//W040wg9PE8XY5frQtxA2DqfTWQ3TGr9wX55Jl0bW4xUpniFi5d3UaNq0gZX2uVPuWGRpUruMwXrc+7A3Ja5akUnxW475BWkES6cwLLywwIsV2Ipe8BsaQBpRgWUtSiePuYnbBni/yCRUP4yGi3jcbebGT6IUHq2oQIx9quva4YnjCPjHm9Qw8tmMfneiGiyAAwTO/4mWSabqb+Wuqrv72auEp0PfhT1EspRFxh9lF1tv7i3HuChFg6JzJcFNHDKsxMvx4wiPDTO0GNkZmn/4VzsEq/RjgcnVNLIcR6hcSqwIDAQAB',
  ],
];

describe('the names of a key', () => {
  test.each(KEYS)('%s: the fingerprint is the one that SSH prints', (_, fingerprint, spki) => {
    const key = readPublicKey(pem('PUBLIC KEY', Buffer.from(spki, 'base64')));
    expect(sshFingerprint(key)).toBe(fingerprint);
    expect(keyNames(key)[0]).toBe(fingerprint);
  });

  test('the hint is the one that Sigstore’s clients write', () => {
    const [, , spki = ''] = KEYS[0] ?? [];
    const der = Buffer.from(spki, 'base64');
    const hint = createHash('sha256').update(der).digest('base64');
    expect(keyNames(readPublicKey(pem('PUBLIC KEY', der)))[1]).toBe(hint);
  });

  test('no two keys share one', () => {
    const keys = Array.from({ length: 20 }, () => readPublicKey(generateSigningKey().pem));
    expect(new Set(keys.flatMap(keyNames)).size).toBe(40);
  });
});

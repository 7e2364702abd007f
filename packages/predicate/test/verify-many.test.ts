import { createHash } from 'node:crypto';
import { ARTIFACT, BAD_RELEASES, createSigstore, statementFor } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { createVerifier, definePolicy, parseTrustedRoot, type VerifyInput } from '../src/index.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW.getTime() });
const verifier = createVerifier({
  trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
  policy: definePolicy({
    source: 'github:acme/widgets',
    workflow: '.github/workflows/release.yml',
  }),
});
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function input(bundle: unknown, artifact: Uint8Array, name = 'a'): VerifyInput {
  return {
    bundles: [{ name: `${name}.json`, content: JSON.stringify(bundle) }],
    artifacts: [{ name, sha256: sha256(artifact) }],
    release: { tag: 'v1.2.3' },
    now: NOW,
  };
}

describe('verifyMany', () => {
  test('answers as verify does, for good releases and for every kind of bad one, also when they come again', () => {
    const inputs = [
      input(sigstore.sign(), ARTIFACT.bytes),
      ...BAD_RELEASES.map(({ make }) => {
        const { bundle, artifact = ARTIFACT.bytes } = make(sigstore);
        return input(bundle, artifact);
      }),
    ];
    const all = [...inputs, ...inputs.slice(0, 5)];
    expect([...verifier.verifyMany(all)]).toEqual(all.map((one) => verifier.verify(one)));
  }, 30_000);

  test('T10: one attestation of many files is no attestation of another', () => {
    const files = Array.from({ length: 50 }, (_, at) => Buffer.from(`file ${at}`));
    const statement = statementFor({
      change: (made) => {
        made.subject = files
          .slice(0, 49)
          .map((bytes, at) => ({ name: `file-${at}`, digest: { sha256: sha256(bytes) } }));
      },
    });
    const bundle = sigstore.sign({ statement });
    const verdicts = [...verifier.verifyMany(files.map((bytes) => input(bundle, bytes)))].map(
      ({ verdict }) => verdict,
    );
    expect(verdicts).toEqual([...Array<string>(49).fill('pass'), 'fail']);
  });

  test('the same bundle under two names is reported under each', () => {
    const bundle = sigstore.sign();
    const reports = [
      ...verifier.verifyMany([
        input(bundle, ARTIFACT.bytes, 'a'),
        input(bundle, ARTIFACT.bytes, 'b'),
      ]),
    ];
    expect(reports.map(({ attestations }) => attestations[0]?.name)).toEqual(['a.json', 'b.json']);
  });

  test('answers one at a time, when it is asked', () => {
    let asked = 0;
    function* inputs() {
      for (;;) {
        asked += 1;
        yield input(sigstore.sign(), ARTIFACT.bytes);
      }
    }
    const reports = verifier.verifyMany(inputs());
    expect(reports.next().value).toMatchObject({ verdict: 'pass' });
    expect(asked).toBe(1);
  });

  test('what was asked wrongly is thrown when it comes to that', () => {
    const good = input(sigstore.sign(), ARTIFACT.bytes);
    const reports = verifier.verifyMany([good, { ...good, artifacts: [] }]);
    expect(reports.next().value).toMatchObject({ verdict: 'pass' });
    expect(() => reports.next()).toThrow(expect.objectContaining({ code: 'ARTIFACT_INVALID' }));
  });
});

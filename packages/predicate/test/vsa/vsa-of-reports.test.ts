import { createHash } from 'node:crypto';
import { ARTIFACT, createSigstore } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { createVerifier, definePolicy, parseTrustedRoot, type Report } from '../../src/index.ts';
import { vsaOfReports } from '../../src/vsa/index.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const sigstore = createSigstore({ now: () => NOW.getTime() });
const RELEASE_WORKFLOW = '.github/workflows/release.yml';

const CONTEXT = {
  verifier: { id: 'https://acme.example/gate' },
  resourceUri: 'pkg:github/acme/widgets@v1.2.3',
  policy: { uri: 'https://acme.example/policy.json', digest: { sha256: 'f'.repeat(64) } },
} as const;

interface Asked {
  readonly name?: string;
  readonly content?: string | Uint8Array;
  readonly maxLevel?: 1 | 2 | 3;
  readonly isSilent?: boolean;
  readonly now?: Date;
}

/** A report on a file: of the release's own content it passes, of another it fails, and of a silent source nobody knows. */
function report(asked: Asked): Report {
  const { name = 'a', content = ARTIFACT.bytes, maxLevel = 1, isSilent = false, now = NOW } = asked;
  const signers = [{ workflow: RELEASE_WORKFLOW, maxLevel }];
  const degraded = [{ reason: 'upstream_unavailable', message: 'it is silent' }] as const;
  return createVerifier({
    trust: parseTrustedRoot(sigstore.trustedRoot, 'root'),
    policy: definePolicy({ source: 'github:acme/widgets', signers }),
  }).verify({
    artifacts: [{ name, sha256: sha256(content) }],
    bundles: isSilent ? [] : [{ name: 'bundle', content: JSON.stringify(sigstore.sign()) }],
    ...(isSilent && { sources: [{ source: 'GitHub', found: 0, degraded }] }),
    release: { tag: 'v1.2.3' },
    now,
  });
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const PASS = report({});
const FAIL = report({ name: 'bad', content: 'other' });
const OPEN = report({ name: 'open', isSilent: true });

describe('a decision as a verification summary', () => {
  test('PASSED is about every file, at the level that was proved', () => {
    const stated = vsaOfReports(
      [report({ maxLevel: 3 }), report({ name: 'b', maxLevel: 3 })],
      CONTEXT,
    );
    expect(stated).toEqual({
      result: 'PASSED',
      statement: {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [
          { name: 'a', digest: { sha256: sha256(ARTIFACT.bytes) } },
          { name: 'b', digest: { sha256: sha256(ARTIFACT.bytes) } },
        ],
        predicateType: 'https://slsa.dev/verification_summary/v1',
        predicate: {
          ...CONTEXT,
          timeVerified: '2026-01-31T12:00:00.000Z',
          verificationResult: 'PASSED',
          verifiedLevels: ['SLSA_BUILD_LEVEL_3'],
          slsaVersion: '1.2',
        },
      },
    });
  });

  test('the level is the lowest of all, and the time the oldest', () => {
    const earlier = report({ name: 'b', maxLevel: 2, now: new Date(NOW.getTime() - 1000) });
    const stated = vsaOfReports([report({ maxLevel: 3 }), earlier], CONTEXT);
    expect(stated).toMatchObject({
      statement: {
        predicate: {
          verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
          timeVerified: '2026-01-31T11:59:59.000Z',
        },
      },
    });
  });

  test('FAILED is about what failed, and says so of nothing else', () => {
    const stated = vsaOfReports([PASS, FAIL, OPEN], CONTEXT);
    expect(stated).toMatchObject({
      result: 'FAILED',
      statement: {
        subject: [{ name: 'bad' }],
        predicate: { verificationResult: 'FAILED', verifiedLevels: ['FAILED'] },
      },
    });
    expect('statement' in stated && stated.statement.subject).toHaveLength(1);
  });

  test('T19: what could not be decided is stated as nothing', () => {
    expect(OPEN.verdict).toBe('inconclusive');
    expect(vsaOfReports([PASS, OPEN], CONTEXT)).toEqual({
      undecided: '1 of 2 could not be decided, and nothing failed',
    });
    expect(vsaOfReports([OPEN], CONTEXT)).toHaveProperty('undecided');
  });

  test('of no report there is nothing to state, and never a pass', () => {
    expect(vsaOfReports([], CONTEXT)).toHaveProperty('undecided');
  });

  test('a file that was named twice is stated once', () => {
    const stated = vsaOfReports([PASS, PASS], CONTEXT);
    expect('statement' in stated && stated.statement.subject).toHaveLength(1);
  });

  test('a file is stated by SHA-256 alone where it is known, so that every consumer knows it', () => {
    const digests = { sha256: 'a'.repeat(64), sha512: 'b'.repeat(128) };
    const of = (artifact: object) => {
      const stated = vsaOfReports([{ ...PASS, artifacts: [{ name: 'a', ...artifact }] }], CONTEXT);
      return 'statement' in stated ? stated.statement.subject : [];
    };
    expect(of(digests)).toEqual([{ name: 'a', digest: { sha256: digests.sha256 } }]);
    const { sha512 } = digests;
    expect(of({ sha512 })).toEqual([{ name: 'a', digest: { sha512 } }]);
  });
});

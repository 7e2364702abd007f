import {
  createSigstore,
  DEFAULT_CLAIMS,
  GITHUB_ISSUER,
  type TestVsa,
  vsaFor,
} from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { parseTrustedRoot } from '../../src/index.ts';
import { explainVsa, vsaToJson, vsaToText } from '../../src/vsa/index.ts';
import { ask, EXPECTED, FINGERPRINT, NOW } from './fixture.ts';

const other = (vsa: TestVsa) => {
  vsa.predicate.verifier = { id: 'https://evil.example/\u001b[2J::stop\u202e' };
};

describe('a report for people', () => {
  test('says who verified what, by which policy and at which levels', () => {
    const text = vsaToText(ask());
    expect(text).toContain('✓ widgets-1.2.3.tgz: verification summary holds\n');
    expect(text).toMatch(/verified by +https:\/\/verifier.example\/gate\n/);
    expect(text).toMatch(/with +gate 2.0.0\n/);
    expect(text).toMatch(/as +pkg:generic\/widgets@1.2.3\n/);
    expect(text).toMatch(/levels +SLSA_BUILD_LEVEL_3\n/);
    expect(text).toMatch(/dependencies +SLSA_BUILD_LEVEL_2: 3, SLSA_BUILD_LEVEL_3: 5\n/);
    expect(text).toMatch(/policy +https:\/\/verifier.example\/policies\/release\n +sha256:f{64}\n/);
    expect(text).toMatch(/verified at +2026-01-31T11:00:00Z\n/);
    expect(text).toMatch(/from +1 attestations?\n/);
    expect(text).toContain(`signed by     the key ${FINGERPRINT}\n`);
    expect(text).toContain('Not asked for, so not checked:');
  });

  test('of a certificate says whose it is and when it signed', () => {
    const sigstore = createSigstore({ now: () => NOW.getTime() });
    const san = `https://github.com/${DEFAULT_CLAIMS.job_workflow_ref}`;
    const trust = parseTrustedRoot(sigstore.trustedRoot, 'root');
    const content = JSON.stringify(sigstore.sign({ payload: JSON.stringify(vsaFor()) }));
    const text = vsaToText(ask({ content, signer: { san, issuer: GITHUB_ISSUER, trust } }));
    expect(text).toContain(`signed by     ${san}\n`);
    expect(text).toContain('signed at     2026-01-31T12:01:00.000Z\n');
  });

  test('of a failure says what was expected, what was found, where, by which rule', () => {
    const text = vsaToText(ask({ change: other }));
    expect(text).toContain('✗ widgets-1.2.3.tgz: policy_violation\n');
    expect(text).toMatch(/should hold +verified by the expected verifier\n/);
    expect(text).toMatch(/expected +https:\/\/verifier.example\/gate\n/);
    expect(text).toMatch(/where +\/predicate\/verifier\/id\n/);
    expect(text).toMatch(/rule +SLSA VSA step 4\n/);
    expect(text).not.toContain('Not asked for');
  });

  test('T16: evidence cannot move the cursor or turn the text around', () => {
    const text = vsaToText(ask({ change: other }));
    for (const char of ['\u001b', '\u202e']) expect(text).not.toContain(char);
    expect(text).toContain('\\u{1b}');
  });

  test('warnings stand below their check, and endless evidence is cut', () => {
    const change = (vsa: TestVsa) => {
      vsa.predicate.policy = { uri: 'x'.repeat(100_000) };
      vsa.predicate.inputAttestations = [{ uri: 'https://x.example' }];
    };
    const text = vsaToText(ask({ change }));
    expect(text).toContain('! the policy has no digest, so its version is unknown');
    expect(text).toContain('! input attestations without a digest: 1');
    expect(text.length).toBeLessThan(10_000);
  });

  test('marks words by the palette', () => {
    const mark = (sign: string) => (words: string) => `${sign}${words}${sign}`;
    const palette = { good: mark('+'), bad: mark('!'), dim: mark('.'), strong: mark('*') };
    expect(vsaToText(ask(), { palette })).toContain('+✓+ *widgets-1.2.3.tgz*');
  });
});

describe('a report in one line', () => {
  test('says who verified what as what', () => {
    expect(explainVsa(ask())).toBe(
      'widgets-1.2.3.tgz: verified by https://verifier.example/gate as pkg:generic/widgets@1.2.3 at SLSA_BUILD_LEVEL_3',
    );
  });

  test('says what failed first', () => {
    const expected = { ...EXPECTED, levels: ['SLSA_BUILD_LEVEL_4'] } as const;
    expect(explainVsa(ask({ expected }))).toBe(
      'widgets-1.2.3.tgz: policy_violation: it was not verified at the expected level; expected SLSA_BUILD_LEVEL_4, found SLSA_BUILD_LEVEL_3 at /predicate/verifiedLevels',
    );
    expect(explainVsa(ask({ content: '{' }))).toContain('predicate_malformed: not JSON');
  });
});

describe('a report as JSON', () => {
  test('has the same members on failure as on success', () => {
    const [good, bad] = [ask(), ask({ change: other })].map((report) =>
      JSON.parse(vsaToJson(report)),
    );
    expect(Object.keys(bad)).toEqual(Object.keys(good));
    expect(good).toMatchObject({ version: 1, verdict: 'pass', reports: [{ summary: {} }] });
    expect(bad).toMatchObject({
      version: 1,
      verdict: 'fail',
      reports: [{ failureReason: 'policy_violation' }],
    });
    expect(vsaToJson(ask()).endsWith('}\n')).toBe(true);
  });
});

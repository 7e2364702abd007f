import { createHash } from 'node:crypto';
import {
  ARTIFACT,
  type EnvelopeSigner,
  generateSigningKey,
  signEnvelope,
  type TestEnvelope,
  type TestVsa,
  VSA,
  vsaFor,
} from '@provkit/testkit';
import { sshFingerprint } from '../../src/signature/key-names.ts';
import { readPublicKey } from '../../src/signature/read-public-key.ts';
import type { Statement, VerificationSummaryV1 } from '../../src/statement/schemas.ts';
import {
  type VerifyVsaInput,
  type VsaExpectations,
  type VsaReport,
  type VsaSigner,
  verifyVsa,
} from '../../src/vsa/index.ts';
import type { VsaCheckInput } from '../../src/vsa/vsa-check.ts';

export const NOW = new Date('2026-01-31T12:00:00.000Z');
export const SHA256 = createHash('sha256').update(ARTIFACT.bytes).digest('hex');
export const FILE = { name: ARTIFACT.name, sha256: SHA256 };
export const KEY = generateSigningKey();
export const FINGERPRINT = sshFingerprint(readPublicKey(KEY.pem));

/** What the default summary satisfies. */
export const EXPECTED = {
  subjects: [FILE],
  verifierId: VSA.verifierId,
  resourceUri: VSA.resourceUri,
  levels: [VSA.level],
} as const satisfies VsaExpectations;

/** One question, every part replaceable; without any, one that passes. */
export interface Question {
  readonly change?: (vsa: TestVsa) => void;
  readonly signers?: readonly EnvelopeSigner[];
  readonly payloadType?: string;
  /** Spoils the signed envelope. */
  readonly spoil?: (envelope: TestEnvelope) => void;
  /** The evidence's text instead. */
  readonly content?: VerifyVsaInput['vsa']['content'];
  readonly signer?: VsaSigner;
  readonly expected?: VsaExpectations;
  readonly now?: Date;
}

export function ask(question: Question = {}): VsaReport {
  const { signers = [{ key: KEY }], spoil } = question;
  const envelope = signEnvelope(vsaFor(question.change), signers, question.payloadType);
  spoil?.(envelope);
  return verifyVsa({
    vsa: { name: 'widgets.vsa.json', content: question.content ?? JSON.stringify(envelope) },
    signer: question.signer ?? { key: KEY.pem },
    expected: question.expected ?? EXPECTED,
    now: question.now ?? NOW,
  });
}

/** The ids of the checks that failed. */
export function failed({ checks }: VsaReport): readonly string[] {
  return checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
}

/** All that a check of a signed summary is given; signed ones are tested in verify-vsa.test.ts. */
export function checkInput(
  expected: Partial<VsaExpectations> = {},
  change: (predicate: TestVsa['predicate']) => void = () => {},
): VsaCheckInput {
  const { predicate, ...statement } = vsaFor((vsa) => change(vsa.predicate));
  return {
    statement: { ...statement, predicate } as Statement,
    predicate: predicate as unknown as VerificationSummaryV1, // spoiled ones are what tests are about
    expected: { ...EXPECTED, ...expected } as VsaExpectations,
    now: NOW,
  };
}

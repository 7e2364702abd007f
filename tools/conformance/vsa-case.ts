import { createHash, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseVsaSubject,
  type VerifyVsaInput,
  type VsaExpectations,
  type VsaReport,
} from '@provkit/predicate/vsa';
import { generateSigningKey, signEnvelope, vsaFor } from '@provkit/testkit';

/** A row of slsa-verifier's tests on summaries, as a question to `verifyVsa`. */
export interface VsaCase {
  readonly id: string;
  readonly name: string;
  /** `pass`, or the name in slsa-verifier's errors.go. */
  readonly expect: string;
  /** Throws as `verifyVsa` does when what is expected cannot be compared. */
  readonly ask: () => VerifyVsaInput;
  /** A further question that must be refused, by the check `levels`. */
  readonly beyond?: VerifyVsaInput;
  /** What a report that passes must say too. */
  readonly holds?: (report: VsaReport) => boolean;
  /** The levels that are stated and asked for. */
  readonly levels: readonly string[];
  /** The hash that the row has chosen is another than the key's own. */
  readonly hasOtherHash: boolean;
}

/** What slsa-verifier's command is told. */
interface CommandRow {
  readonly id: string;
  readonly name: string;
  readonly expect: string;
  readonly attestation: string;
  readonly public_key: string;
  readonly public_key_id?: string;
  readonly subject_digests?: readonly string[];
  readonly verifier_id?: string;
  readonly resource_uri?: string;
  readonly verified_levels?: readonly string[];
}

/** Go's names. */
interface GoVsa {
  readonly StatementHeader?: {
    readonly PredicateType?: string;
    readonly Subject?:
      | readonly { readonly Name?: string; readonly Digest?: Record<string, string> }[]
      | null;
    readonly Type?: string;
  };
  readonly Predicate: {
    readonly Policy?: { readonly URI?: string };
    readonly ResourceURI?: string;
    readonly VerificationResult?: string;
    readonly VerifiedLevels?: readonly string[] | null;
    readonly Verifier?: { readonly ID?: string };
  };
}

interface GoOptions {
  readonly ExpectedDigests?: readonly string[] | null;
  readonly ExpectedResourceURI?: string;
  readonly ExpectedVerifiedLevels?: readonly string[] | null;
  readonly ExpectedVerifierID?: string;
}

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly expect: string;
  readonly function: string;
  readonly input: {
    readonly envelope?: {
      readonly Payload: string;
      readonly PayloadType: string;
      readonly Signatures: readonly { readonly KeyID: string; readonly Sig: string }[] | null;
    };
    readonly expectedVSA?: GoVsa | null;
    readonly opts?: GoOptions & {
      readonly PublicKey?: { readonly pem: string };
      readonly PublicKeyID?: string;
      readonly PublicKeyHashAlgo?: string;
    };
    readonly vsa?: GoVsa;
    readonly vsaOpts?: GoOptions;
    readonly levels?: readonly string[] | null;
    readonly want?: Readonly<Record<string, number>>;
  };
}

/** After everything that the rows were signed or written. */
const NOW = new Date('2026-01-01T00:00:00.000Z');
/** Of the unit rows that begin behind the signature: they are signed here. */
const KEY = generateSigningKey();
const ANYTHING = {
  anySubjectUnsafe: true,
  anyVerifierUnsafe: true,
  anyResourceUnsafe: true,
  anyLevelUnsafe: true,
} as const satisfies VsaExpectations;

/** Rows of the command's table that are about summaries. */
export async function commandCases(lines: readonly string[], root: string): Promise<VsaCase[]> {
  const rows = lines.map((line) => JSON.parse(line) as CommandRow & { readonly command: string });
  return Promise.all(
    rows.filter(({ command }) => command === 'verify-vsa').map((row) => commandCase(row, root)),
  );
}

async function commandCase(row: CommandRow, root: string): Promise<VsaCase> {
  const content = await readFile(join(root, row.attestation));
  const key = await readFile(join(root, row.public_key), 'utf8');
  const expected = expectations({
    ExpectedDigests: row.subject_digests ?? [],
    ...(row.verifier_id && { ExpectedVerifierID: row.verifier_id }),
    ...(row.resource_uri && { ExpectedResourceURI: row.resource_uri }),
    ExpectedVerifiedLevels: row.verified_levels ?? [],
  });
  return {
    id: row.id,
    name: row.name,
    expect: row.expect,
    ask: () => ({
      vsa: { name: row.attestation, content },
      signer: { key, ...(row.public_key_id && { keyId: row.public_key_id }) },
      expected: expected(),
      now: NOW,
    }),
    levels: row.verified_levels ?? [],
    hasOtherHash: false,
  };
}

/** Rows of the unit tests of summaries. */
export function unitCases(lines: readonly string[]): VsaCase[] {
  return lines.flatMap((line) => {
    const row = JSON.parse(line) as UnitRow;
    const make = UNITS[row.function];
    const isVsa = row.id.startsWith('unit.vsa.') || make !== undefined;
    if (!isVsa) return [];
    if (!make) throw new Error(`${row.id}: the function ${row.function} is not known here`);
    return [{ ...base(row), ...make(row) }];
  });
}

function base({ id, name, expect }: UnitRow): Omit<VsaCase, 'ask'> {
  return { id, name, expect, levels: [], hasOtherHash: false };
}

type Parts = Pick<VsaCase, 'ask'> & Partial<VsaCase>;

const UNITS: Readonly<Record<string, (row: UnitRow) => Parts>> = {
  extractSignedVSA: ({ input: { envelope, opts, expectedVSA } }) => {
    const { PublicKey, PublicKeyID, PublicKeyHashAlgo } = opts ?? {};
    const pem = PublicKey?.pem ?? '';
    const content = JSON.stringify({
      payload: envelope?.Payload,
      payloadType: envelope?.PayloadType,
      signatures: envelope?.Signatures?.map(({ KeyID, Sig }) => ({ keyid: KeyID, sig: Sig })),
    });
    const signer = { key: pem, ...(PublicKeyID && { keyId: PublicKeyID }) };
    return {
      ask: () => ({ vsa: { name: 'envelope', content }, signer, expected: ANYTHING, now: NOW }),
      hasOtherHash: PublicKeyHashAlgo !== ownHash(pem),
      ...(expectedVSA && { holds: (report: VsaReport) => says(report, expectedVSA) }),
    };
  },
  matchExpectedValues: ({ input: { vsa, opts = {} } }) => ({
    ask: () => signed(vsa, expectations(opts)()),
    levels: [...(opts.ExpectedVerifiedLevels ?? []), ...(vsa?.Predicate.VerifiedLevels ?? [])],
  }),
  matchVerifiedLevels: ({ input: { vsa, vsaOpts = {} } }) => {
    const wanted = vsaOpts.ExpectedVerifiedLevels ?? [];
    return {
      ask: () => signed(vsa, { ...ANYTHING, ...levelsOf(wanted) } as VsaExpectations),
      levels: [...wanted, ...(vsa?.Predicate.VerifiedLevels ?? [])],
    };
  },
  extractSLSALevels: ({ input: { levels, want = {} } }) => {
    const vsa = { Predicate: { VerifiedLevels: levels ?? [] } };
    const at = (more: number) =>
      Object.entries(want).map(([track, level]) => `SLSA_${track}_LEVEL_${level + more}`);
    const asking = (wanted: readonly string[]) =>
      signed(vsa, { ...ANYTHING, ...levelsOf(wanted) } as VsaExpectations);
    return {
      ask: () => asking(at(0)),
      levels: levels ?? [],
      ...(at(1).length > 0 && { beyond: asking(at(1)) }),
    };
  },
};

/** `any…Unsafe` where a row expects nothing; the subjects are an exception, for without any slsa-verifier refuses too. */
function expectations(options: GoOptions): () => VsaExpectations {
  const { ExpectedVerifierID: verifierId, ExpectedResourceURI: resourceUri } = options;
  const digests = options.ExpectedDigests ?? [];
  return () => {
    const expected = {
      subjects: digests.map((digest) => parseVsaSubject(wellFormed(digest))),
      ...(verifierId === undefined ? { anyVerifierUnsafe: true } : { verifierId }),
      ...(resourceUri === undefined ? { anyResourceUnsafe: true } : { resourceUri }),
      ...levelsOf(options.ExpectedVerifiedLevels ?? []),
    };
    return expected as unknown as VsaExpectations; // an empty list is refused by verifyVsa, which is the point
  };
}

function levelsOf(levels: readonly string[]): object {
  return levels.length > 0 ? { levels, anyLevelUnsafe: undefined } : { anyLevelUnsafe: true };
}

/** A statement of a row's values, signed. What the row's function does not read is filled in as it should be. */
function signed(vsa: GoVsa | undefined, expected: VsaExpectations): VerifyVsaInput {
  const { Predicate, StatementHeader = {} } = vsa ?? { Predicate: {} };
  const subject = StatementHeader.Subject?.map(({ Name = '', Digest = {} }) => ({
    name: Name,
    digest: Object.fromEntries(Object.entries(Digest).map(([name, id]) => [name, idOf(name, id)])),
  }));
  const statement = vsaFor((draft) => {
    if (subject) draft.subject = subject;
    const { predicate } = draft;
    predicate.verifiedLevels = [...(Predicate.VerifiedLevels ?? [])];
    if (Predicate.Verifier) predicate.verifier = { id: Predicate.Verifier.ID ?? '' };
    if (Predicate.ResourceURI !== undefined) predicate.resourceUri = Predicate.ResourceURI;
    if (Predicate.VerificationResult !== undefined) {
      predicate.verificationResult = Predicate.VerificationResult;
    }
    predicate.timeVerified = undefined;
  });
  const content = JSON.stringify(signEnvelope(statement, [{ key: KEY }]));
  return { vsa: { name: 'row', content }, signer: { key: KEY.pem }, expected, now: NOW };
}

/** Rows write `sha256:abc` for some digest; here that stands for the digest of `abc`, on both sides. */
function wellFormed(digest: string): string {
  const colon = digest.indexOf(':');
  if (colon === -1) return digest;
  const algorithm = digest.slice(0, colon);
  return `${algorithm}:${idOf(algorithm, digest.slice(colon + 1))}`;
}

function idOf(algorithm: string, id: string): string {
  const isStandIn = /^sha(256|384|512)$/.test(algorithm) && !/^[0-9a-f]{64,}$/.test(id);
  return isStandIn ? createHash(algorithm).update(id).digest('hex') : id;
}

function ownHash(pem: string): string {
  const { namedCurve } = createPublicKey(pem).asymmetricKeyDetails ?? {};
  return { secp384r1: 'SHA384', secp521r1: 'SHA512' }[namedCurve ?? ''] ?? 'SHA256';
}

function says(report: VsaReport, { Predicate }: GoVsa): boolean {
  if (report.verdict !== 'pass') return false;
  const { verifier, policy, resourceUri, verifiedLevels } = report.summary;
  return (
    verifier.id === Predicate.Verifier?.ID &&
    policy.uri === Predicate.Policy?.URI &&
    resourceUri === Predicate.ResourceURI &&
    verifiedLevels.join() === Predicate.VerifiedLevels?.join()
  );
}

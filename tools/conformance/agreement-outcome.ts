import {
  type AgreementRow,
  type Artifact,
  type CheckResult,
  createVerifier,
  verifyBundle,
} from '@provkit/predicate';
import type { AgreementCase } from './agreement-case.ts';
import { fittingPolicy } from './fitting-policy.ts';

/** What the verifier makes of one provenance. */
export interface AgreementOutcome {
  /** As the statement has it. */
  readonly buildType: string;
  /** The checks that do not hold, in their order. */
  readonly refusedBy: readonly CheckResult[];
  readonly rows: readonly AgreementRow[];
}

/** The real ones of v0.2 have no override, and this suite is not about that (spec.md 1.4). */
const V02 = 'https://slsa.dev/provenance/v0.2';

/** Verifies one provenance against a policy that fits its certificate: what is refused then is refused for what it says. */
export function judge({ id, bundle, statement, trust }: AgreementCase): AgreementOutcome {
  const source = { name: id, content: JSON.stringify(bundle) };
  const artifact = artifactOf(statement);
  const buildType = buildTypeOf(statement);
  const signature = verifyBundle({
    bundle: source,
    artifact,
    trust,
    signer: { anyoneUnsafe: true },
  });
  if (!signature.signer || signature.verdict !== 'pass') {
    return { buildType, refusedBy: signature.checks.filter(isRefusal), rows: [] };
  }
  const policy = fittingPolicy(signature.signer, statement, trust);
  const report = createVerifier({ trust, policy }).verify({
    bundles: [source],
    artifacts: [artifact],
    now: new Date(),
  });
  const checks = report.attestations[0]?.checks ?? [];
  const isUnjudged = ({ id: check }: CheckResult) =>
    check === 'predicate-type' && statement.predicateType === V02;
  return {
    buildType,
    refusedBy: checks.filter(isRefusal).filter((check) => !isUnjudged(check)),
    rows: checks.find(({ id: check }) => check === 'claims')?.rows ?? [],
  };
}

function isRefusal({ status }: CheckResult): boolean {
  return status === 'fail' || status === 'inconclusive';
}

function buildTypeOf({ predicate }: Record<string, unknown>): string {
  const { buildType, buildDefinition } = predicate as Record<string, unknown>;
  return String(buildType ?? (buildDefinition as Record<string, unknown> | undefined)?.buildType);
}

/** The first subject: the released files are not all at hand, and this suite is not about them. */
function artifactOf({ subject }: Record<string, unknown>): Artifact {
  const [{ name, digest }] = subject as [{ name: string; digest: Record<string, string> }];
  const { sha256, sha384, sha512 } = digest;
  return {
    name,
    ...(sha256 !== undefined && { sha256 }),
    ...(sha384 !== undefined && { sha384 }),
    ...(sha512 !== undefined && { sha512 }),
  };
}

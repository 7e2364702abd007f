import { type BundleReport, verifyBundle } from '@provkit/predicate';
import { type BundleIndex, type IndexEntry, inputOf, isName } from './bundle-index-entry.ts';

/** What came of an entry, and why it was rejected. */
export interface Outcome {
  readonly verdict: 'accept' | 'reject';
  readonly why?: string;
}

/**
 * Verifies the bundle of one entry through `verifyBundle`, whatever its predicate. An entry that cannot be read is
 * rejected, so that it keeps no other one from its verdict.
 */
export async function judgeEntry(
  entry: IndexEntry,
  { trustedRoots }: BundleIndex,
  folder: string,
): Promise<Outcome> {
  try {
    return outcomeOf(verifyBundle(await inputOf(entry, folder, trustedRoots)), entry);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { verdict: 'reject', why: `cannot be asked: ${why}` };
  }
}

function outcomeOf(report: BundleReport, { san, issuer }: IndexEntry): Outcome {
  const { verdict, checks, signer } = report;
  const failed = checks.find(({ status }) => status === 'fail');
  if (verdict !== 'pass') {
    return { verdict: 'reject', ...(failed && { why: `${failed.id}: ${failed.message}` }) };
  }
  // an issuer beside a name was compared by verifyBundle, which cannot be asked for an issuer alone
  const found = signer?.issuer ?? signer?.issuerV1;
  if (!signer || isName(san) || issuer === undefined || issuer === found)
    return { verdict: 'accept' };
  return { verdict: 'reject', why: `identity: the issuer is ${found ?? 'absent'}` };
}

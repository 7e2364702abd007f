import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseTrustedRoot, type Trust } from '@provkit/predicate';
import type { IndexEntry } from './bundle-index-entry.ts';
import { createThrowawayLog } from './throwaway-log.ts';
import { isRecord, parseRecord, toBundles } from './to-bundles.ts';

/** One provenance of the corpus, as a Sigstore bundle. */
export interface AgreementCase {
  /** File, relative to the corpus; with `#` and a number where it holds several. */
  readonly id: string;
  readonly bundle: unknown;
  readonly statement: Record<string, unknown>;
  readonly trust: Trust;
}

/** What the corpus's index says of each bundle. */
type CorpusEntry = Required<Pick<IndexEntry, 'file' | 'trustedRoot'>> & Pick<IndexEntry, 'key'>;

/** Of slsa-verifier's data: answers of a log that is not theirs, and what is signed without any certificate. */
const NO_CERTIFICATE = /^(rekor-synthetic|gcb_container|vsa|unit\/internal\/gcb)\//;

/** Every provenance of the corpus that a certificate signed. */
export async function agreementCases(corpus: string): Promise<readonly AgreementCase[]> {
  return [...(await ofBundles(corpus)), ...(await ofSlsaVerifier(corpus))];
}

/** The index of bundles, each with the trusted root that it names. */
async function ofBundles(corpus: string): Promise<readonly AgreementCase[]> {
  const folder = join(corpus, 'bundles');
  const { bundles } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    bundles: CorpusEntry[];
  };
  const signed = bundles.filter(({ key }) => key === undefined);
  const read = signed.map(async ({ file, trustedRoot }) => {
    const trust = parseTrustedRoot(await readFile(join(folder, trustedRoot)), trustedRoot);
    const bundle: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
    return provenance(`bundles/${file}`, [bundle], trust);
  });
  return (await Promise.all(read)).flat();
}

/** Whatever slsa-verifier's tests read, in each of the forms that provenance is handed around in. */
async function ofSlsaVerifier(corpus: string): Promise<readonly AgreementCase[]> {
  const folder = join(corpus, 'slsa-verifier');
  const visible = join(folder, 'visible');
  const root = await readFile(join(folder, 'trust', 'trusted_root.production.json'), 'utf8');
  const log = createThrowawayLog();
  const trust = parseTrustedRoot(log.addTo(root), 'production root, throwaway log');
  const files = (await readdir(visible, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(visible, join(entry.parentPath, entry.name)))
    .filter((file) => !NO_CERTIFICATE.test(file))
    .toSorted();
  const cases: AgreementCase[] = [];
  for (const file of files) {
    const record = parseRecord(await readFile(join(visible, file), 'utf8'));
    const sibling = (name: string) => readFile(join(visible, file, '..', name), 'utf8');
    const bundles = record ? await toBundles(record, { log, sibling }) : [];
    cases.push(...provenance(`slsa-verifier/visible/${file}`, bundles, trust));
  }
  return cases;
}

/** Those of the bundles that hold provenance; others, such as npm's publish attestations, have no table. */
function provenance(
  id: string,
  bundles: readonly unknown[],
  trust: Trust,
): readonly AgreementCase[] {
  const read = bundles.flatMap((bundle) => {
    const statement = statementIn(bundle);
    const isProvenance = String(statement?.predicateType).startsWith(
      'https://slsa.dev/provenance/',
    );
    return statement && isProvenance ? [{ bundle, statement, trust }] : [];
  });
  return read.map((one, index) => ({ id: read.length === 1 ? id : `${id}#${index}`, ...one }));
}

/** What a bundle's payload says, before anything was verified. */
function statementIn(bundle: unknown): Record<string, unknown> | undefined {
  const envelope = isRecord(bundle) ? bundle.dsseEnvelope : undefined;
  if (!isRecord(envelope) || typeof envelope.payload !== 'string') return undefined;
  return parseRecord(Buffer.from(envelope.payload, 'base64').toString());
}

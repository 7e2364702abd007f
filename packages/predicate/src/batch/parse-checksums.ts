import type { Artifact, DigestAlgorithm } from '../artifact.ts';
import { PredicateError } from '../predicate-error.ts';

/** GNU coreutils: digest, a space, and a space or `*`; a leading backslash says that the name is escaped. */
const GNU = /^(\\?)([0-9a-fA-F]{64,128}) [ *](.+)$/;

/** BSD, and GNU with `--tag`. */
const BSD = /^(\\?)SHA-?(256|384|512) \((.+)\) = ([0-9a-fA-F]+)$/;

const HEX_LENGTHS: ReadonlyMap<number, DigestAlgorithm> = new Map([
  [64, 'sha256'],
  [96, 'sha384'],
  [128, 'sha512'],
]);

/** More than this is no list of a release's files. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * The artifacts that a checksum file lists, as `sha256sum` and its siblings or BSD's `sha256` write it (`SHA256SUMS`). By
 * digest: whether the files beside it have these digests is not asked. Empty lines and comments (`#`) are passed over. Pure.
 * @param source what errors call it.
 * @returns in the order of the file, names as they stand there; not empty
 * @throws PredicateError ARTIFACT_INVALID: a line that is none, another algorithm, two digests of one name, or no line
 */
export function parseChecksums(content: string | Uint8Array, source: string): readonly Artifact[] {
  if (content.length > MAX_BYTES) throw invalid(`${source} has more than ${MAX_BYTES} bytes`);
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const artifacts = new Map<string, Artifact>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const artifact = parseLine(line);
    if (!artifact) {
      throw invalid(
        `line ${index + 1} of ${source} is no checksum: write what sha256sum writes, or SHA256 (name) = digest`,
      );
    }
    const known = artifacts.get(artifact.name);
    const merged = { ...known, ...artifact };
    if (known && !isSame({ ...artifact, ...known }, merged)) {
      throw invalid(`${source} gives two digests for ${JSON.stringify(artifact.name)}`);
    }
    artifacts.set(artifact.name, merged);
  }
  if (artifacts.size === 0) throw invalid(`${source} lists no file`);
  return [...artifacts.values()];
}

function parseLine(line: string): Artifact | undefined {
  const [, gnuEscape, gnuDigest, gnuName] = GNU.exec(line) ?? [];
  if (gnuDigest !== undefined && gnuName !== undefined) {
    return toArtifact(unescaped(gnuName, gnuEscape), gnuDigest);
  }
  const [, bsdEscape, bits, bsdName, bsdDigest] = BSD.exec(line) ?? [];
  if (bsdDigest === undefined || bsdName === undefined) return undefined;
  const isOfAlgorithm = bsdDigest.length * 4 === Number(bits);
  return isOfAlgorithm ? toArtifact(unescaped(bsdName, bsdEscape), bsdDigest) : undefined;
}

function toArtifact(name: string, digest: string): Artifact | undefined {
  const algorithm = HEX_LENGTHS.get(digest.length);
  return algorithm && { name, [algorithm]: digest.toLowerCase() };
}

/** A name with a newline or backslash stands escaped in a line that begins with a backslash. */
function unescaped(name: string, mark: string | undefined): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r' };
  return mark ? name.replace(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter) : name;
}

function isSame(a: Artifact, b: Artifact): boolean {
  return a.sha256 === b.sha256 && a.sha384 === b.sha384 && a.sha512 === b.sha512;
}

function invalid(problem: string): PredicateError {
  return new PredicateError('ARTIFACT_INVALID', `${problem}.`);
}

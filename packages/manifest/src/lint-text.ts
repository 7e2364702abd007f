import { type Finding, type LintOptions, lint } from './lint.ts';
import { locate, type Position } from './locate.ts';
import { isManifestError, type ManifestError } from './manifest-error.ts';
import { parseAnyKeys } from './parse-manifest.ts';
import { valid } from './rules/valid.ts';
import type { Manifest } from './schema.ts';

/** A finding and where in the text it is. */
export type LocatedFinding = Finding & Position;

/** What was found in a text. */
export interface LintedText {
  /** In the order of `lint`; one of the rule `valid`, and no other, where the text is no manifest. */
  readonly findings: readonly LocatedFinding[];
  /** Absent where the text is no manifest. */
  readonly manifest?: Manifest;
}

/**
 * `lint` for the text of a manifest: what is no manifest is a finding too, and each finding has its line. Pure.
 * @param content UTF-8, at most 128 MiB; more is a finding.
 */
export function lintText(content: string | Uint8Array, options: LintOptions = {}): LintedText {
  try {
    const manifest = parseAnyKeys(content, SOURCE);
    return { manifest, findings: located(lint(manifest, options), content) };
  } catch (error) {
    if (!isManifestError(error)) throw error;
    return { findings: located([invalid(error)], content) };
  }
}

/** What errors begin with; it is cut off again, since each format names the file in its own way. */
const SOURCE = 'manifest';

function invalid({ message, pointer = '' }: ManifestError): Finding {
  const { id: rule, severity, fix } = valid;
  const prefix = [`${SOURCE}#${pointer || '/'}: `, `${SOURCE}: `].find((begin) =>
    message.startsWith(begin),
  );
  return { rule, severity, pointer, message: message.slice(prefix?.length ?? 0), fix };
}

function located(
  findings: readonly Finding[],
  content: string | Uint8Array,
): readonly LocatedFinding[] {
  if (findings.every(({ pointer }) => pointer === '')) {
    return findings.map((finding) => ({ ...finding, line: 1, column: 1 })); // maybe of a text too large to look into
  }
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const positions = locate(
    text,
    findings.map(({ pointer }) => pointer),
  );
  return findings.map((finding) => ({
    ...finding,
    ...(positions.get(finding.pointer) ?? { line: 1, column: 1 }),
  }));
}

import { join } from 'node:path';
import { readRegularFile } from '@provkit/files/node';
import { issueTemplateProblems } from '@provkit/notify/format';
import type { Ports } from '../ports.ts';

/** Where GitHub has a repository's own templates, and the design this one (S2.3). */
const TEMPLATE = '.github/ISSUE_TEMPLATE/provenance-fixture.md';
const MAX_BYTES = 256 * 1024;

/**
 * The repository's own template of Issues, from the current folder; undefined where there is none. No alert may be lost over a
 * template: of one that cannot be read or used `stderr` is told, and provkit's own takes its place.
 */
export async function loadIssueTemplate({
  cwd,
  stderr,
}: Pick<Ports, 'cwd' | 'stderr'>): Promise<string | undefined> {
  const text = await read(join(cwd, TEMPLATE)).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    stderr.write(`provkit: ${TEMPLATE} cannot be read (${reason}); provkit’s own is used\n`);
    return undefined;
  });
  if (text === undefined) return undefined;
  const [problem] = issueTemplateProblems(text);
  if (problem === undefined) return text;
  stderr.write(`provkit: ${TEMPLATE} cannot be used: ${problem}; provkit’s own is used\n`);
  return undefined;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return (await readRegularFile(path, TEMPLATE, MAX_BYTES)).bytes.toString('utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkBoundaries } from '../../src/boundaries/check-boundaries.ts';
import { problemsWith } from './example-workspace.ts';

describe('checkBoundaries', () => {
  it('finds nothing in a sound workspace', () => {
    expect(problemsWith()).toEqual([]);
  });

  it('does not pass when it looked at nothing', () => {
    const empty = mkdtempSync(join(tmpdir(), 'provkit-empty-'));
    expect(checkBoundaries(empty)).toMatchObject({ files: 0, problems: [{ where: empty }] });
    rmSync(empty, { recursive: true });
  });

  it('counts what it looked at', () => {
    const root = join(import.meta.dirname, '..', '..', '..', '..');
    const { projects, files } = checkBoundaries(root);
    expect(projects).toBeGreaterThan(5);
    expect(files).toBeGreaterThan(100);
  });
});

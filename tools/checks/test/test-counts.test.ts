import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests } from '../src/test-counts.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'provkit-counts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, passed: number, failed: number, more: object = {}): void {
  const counts = { numPassedTests: passed, numFailedTests: failed };
  const rest = { numPendingTests: 0, numTodoTests: 0, success: failed === 0 };
  writeFileSync(join(folder, name), JSON.stringify({ ...counts, ...rest, ...more }));
}

describe('countTests', () => {
  it('sums the reports of a folder', () => {
    write('a.json', 3, 0);
    write('b.json', 4, 2, { numPendingTests: 1, numTodoTests: 1 });
    writeFileSync(join(folder, 'log.txt'), 'no report');
    expect(countTests(folder)).toEqual({ passed: 7, failed: 2, skipped: 2, reports: 2 });
  });

  it('counts a run that failed without a failed test', () => {
    write('a.json', 3, 0, { success: false });
    expect(countTests(folder)).toMatchObject({ passed: 3, failed: 1 });
  });

  it('finds no report in an empty folder', () => {
    expect(countTests(folder)).toEqual({ passed: 0, failed: 0, skipped: 0, reports: 0 });
  });
});

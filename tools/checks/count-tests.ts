// Sums vitest's JSON reports, for .ci/run: node tools/checks/count-tests.ts <folder> prints "passed failed skipped reports"
import { countTests } from './src/test-counts.ts';

const { passed, failed, skipped, reports } = countTests(process.argv[2] ?? '.');
console.log(`${passed} ${failed} ${skipped} ${reports}`);

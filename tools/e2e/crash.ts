// Processes that are killed in the middle: npm run crash -- manifest. The last line is "N passed, N failed".
import { runSuite } from './counts.ts';

await runSuite('crash', process.argv.slice(2));

// Processes that work side by side for long: npm run soak -- manifest. The last line is "N passed, N failed".
import { runSuite } from './counts.ts';

await runSuite('soak', process.argv.slice(2));

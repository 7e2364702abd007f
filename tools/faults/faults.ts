// Fault injection: npm run faults -- evidence (or notify, recovery). The last line is "N passed, N failed".
import { evidenceSuites } from './src/evidence-suites.ts';
import { notifySuites } from './src/notify/notify-suites.ts';
import { recoverySuites } from './src/recovery-suite.ts';
import { runSuites, type Suite } from './src/suite.ts';

/** Groups of suites by their name on the command line. */
const GROUPS: Readonly<Record<string, () => readonly Suite[]>> = {
  evidence: evidenceSuites,
  notify: notifySuites,
  recovery: recoverySuites,
};

const name = process.argv[2] ?? '';
const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
if (!group) throw new Error(`name a group: ${Object.keys(GROUPS).join(', ')}`);
const { passed, failed } = await runSuites(group());
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

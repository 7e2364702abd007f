import type { Rule } from './rule.ts';

/** `docs/reports/<date>/manifest.json`; a manifest elsewhere is in nobody's calendar. */
const DATED = /(?:^|\/)reports\/([^/]+)\/manifest\.json$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const pathDate: Rule = {
  id: 'path-date',
  severity: 'error',
  summary: 'A manifest in docs/reports/<date>/ was begun on that day, UTC.',
  source: 'S1.1, S5.1',
  fix: 'Move the file to the folder of the day in generated_at.',
  *check({ manifest, path }) {
    const [, folder] = DATED.exec(path ?? '') ?? [];
    if (folder === undefined) return;
    const day = manifest.generated_at.slice(0, 'YYYY-MM-DD'.length);
    if (!DATE.test(folder)) {
      yield {
        pointer: '/generated_at',
        message: `the folder ${folder} is no date of the form YYYY-MM-DD`,
      };
    } else if (folder !== day) {
      yield {
        pointer: '/generated_at',
        message: `the folder says ${folder}, and the manifest was begun on ${day}`,
      };
    }
  },
};

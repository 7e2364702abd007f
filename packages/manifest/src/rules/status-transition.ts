import { eachChange, type Rule } from './rule.ts';

export const statusTransition: Rule = {
  id: 'status-transition',
  severity: 'error',
  summary: 'A status changes only as the table allows.',
  source: 'spec 2.5, "Allowed status changes"',
  fix: 'Go the way of the table, each step in a change of its own; a withdrawn release is blocked.',
  check: eachChange(function* (before, { status }, { change }) {
    if (status === before.status || !change) return;
    const { allowed, humanOnly } = change.transitions;
    const possible = [...allowed[before.status], ...humanOnly[before.status]];
    if (possible.includes(status)) return;
    const list = possible.filter((next) => next !== before.status).join(', ');
    const may = list === '' ? 'is final' : `can become ${list}`;
    yield {
      field: 'status',
      message: `${before.status} became ${status}, but ${before.status} ${may}`,
    };
  }),
};

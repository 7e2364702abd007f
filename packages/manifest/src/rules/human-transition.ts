import { eachChange, type Rule } from './rule.ts';

export const humanTransition: Rule = {
  id: 'human-transition',
  severity: 'warning',
  summary: 'What only a person may change is looked at by a person.',
  source: 'spec 2.5, S6.1',
  fix: 'Have a governance reviewer approve this change; no program may make it.',
  check: eachChange(function* (before, { status }, { change }) {
    if (status === before.status || !change) return;
    const { allowed, humanOnly } = change.transitions;
    if (allowed[before.status].includes(status) || !humanOnly[before.status].includes(status))
      return;
    yield {
      field: 'status',
      message: `${before.status} became ${status}, which only a person may decide`,
    };
  }),
};

import { STATE_NAMES, STATES, type StateName } from './states.ts';
import { TABLE } from './table.ts';

/** Transitions that leave nearly every state: said once, in a note, since arrows from all of them would hide the rest. */
const FROM_ANYWHERE = new Set([
  'superseded',
  'dismissed',
  'rollback.requested',
  'failure.recorded',
]);

const GROUPS: readonly { readonly title: string; readonly states: readonly StateName[] }[] = [
  { title: 'Decide', states: ['detected', 'waiting', 'awaiting-approval'] },
  { title: 'Run again', states: ['requesting', 'rerunning', 'verifying'] },
  { title: 'A person acts', states: ['manual', 'blocked'] },
  { title: 'Go back', states: ['rolling-back', 'rollback-verifying'] },
];

/** What an event is called on an arrow; the guards stay in the table. */
const WORDS: Readonly<Record<string, string>> = {
  planned: 'planned',
  'wait.elapsed': 'time is up',
  'approval.granted': 'approved',
  'approval.denied': 'denied',
  'approval.expired': 'not answered',
  'effect.confirmed': 'GitHub did it',
  'effect.refused': 'GitHub refused',
  'run.completed': 'run is over',
  'run.lost': 'run lost',
  'validation.passed': 'passed',
  'validation.failed': 'failed',
  'validation.inconclusive': 'undecided',
  'rollback.pr_closed': 'pull request closed',
  unblocked: 'taken up by a person',
  'deadline.passed': 'too late',
};

/**
 * The table as a Mermaid state diagram: states in four groups, one arrow for all that leads from one state to another. Pure.
 * @see https://mermaid.js.org/syntax/stateDiagram.html
 */
export function toMermaid(): string {
  const grouped = new Set(GROUPS.flatMap(({ states }) => states));
  const ends = STATE_NAMES.filter((name) => !grouped.has(name));
  return [
    'stateDiagram-v2',
    '  direction TB',
    '  [*] --> detected: provenance-validate failed',
    ...GROUPS.flatMap(({ title, states }, index) => [
      `  state "${title}" as group${index + 1} {`,
      ...states.map(declare).map((line) => `  ${line}`),
      '  }',
    ]),
    ...ends.map(declare),
    ...arrows(),
    ...ends.map((name) => `  ${idOf(name)} --> [*]`),
    '  note left of superseded: From every open state, once a later release passed',
    '  note right of dismissed: From approval, manual and blocked, by a person',
    '  note right of rolling_back: Asked for by a person, from every state in which nothing runs',
    '',
  ].join('\n');
}

function declare(name: StateName): string {
  return `  state "${name}" as ${idOf(name)}`;
}

function arrows(): readonly string[] {
  const shown = TABLE.filter(({ from, to, on }) => from !== to && !FROM_ANYWHERE.has(on));
  const pairs = Map.groupBy(shown, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  return [...pairs].map(([arrow, rows]) => {
    const words = [...new Set(rows.map(({ on }) => WORDS[on] ?? on))];
    return `  ${arrow}: ${words.join(' / ')}`;
  });
}

/** Mermaid takes a hyphen in an id for an arrow. */
function idOf(name: StateName): string {
  return name.replaceAll('-', '_');
}

/** The table as Markdown, with every guard: what the diagram leaves out. Pure. */
export function toTransitionTable(): string {
  const lines = TABLE.map(({ from, on, when, to, does }) => {
    const guards = when.length > 0 ? when.join('; ') : '–';
    const effects = does.length > 0 ? does.map((name) => `\`${name}\``).join(', ') : '–';
    const target = from === to ? '(stays)' : `\`${to}\``;
    return `| \`${from}\` | \`${on}\` | ${guards} | ${target} | ${effects} |`;
  });
  const head = '| state | event | when | to | effects |\n|---|---|---|---|---|';
  return `${head}\n${lines.join('\n')}\n`;
}

/** The states with what they mean, as Markdown. Pure. */
export function toStateTable(): string {
  const lines = STATE_NAMES.map((name) => `| \`${name}\` | ${STATES[name].meaning} |`);
  return `| state | meaning |\n|---|---|\n${lines.join('\n')}\n`;
}

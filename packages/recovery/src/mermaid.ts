import type { EventType } from './recovery-state.ts';
import { STATE_NAMES, STATES, type StateName } from './states.ts';
import type { Row } from './table/row.ts';
import { TABLE } from './table.ts';

/** A part of the table as a picture: all of it in one would be read by nobody. */
interface View {
  /** Which rows are in it. */
  readonly shows: (row: Row) => boolean;
  /** What a state is called where an arrow begins, and where it ends; several may be one. */
  readonly from: (state: StateName) => string;
  readonly to: (state: StateName) => string;
  readonly start: string;
  readonly ends: readonly string[];
  readonly notes: readonly string[];
}

const ROLLBACK_STATES: readonly StateName[] = ['rolling-back', 'rollback-verifying', 'rolled-back'];
const PERSON = 'a person acts';
const FAILED = 'a release that failed';

/** Said in a note: arrows from nearly every state would hide the rest. */
const ASIDE: ReadonlySet<EventType> = new Set(['superseded', 'dismissed', 'failure.recorded']);

const isLate = ({ on, from }: Row) =>
  (on === 'validation.passed' && from !== 'verifying') ||
  (on === 'effect.confirmed' && from === 'detected');
const isRollback = ({ from, to, on }: Row) =>
  on === 'rollback.requested' || [from, to].some((state) => ROLLBACK_STATES.includes(state));
const person = (state: StateName) => (STATES[state].kind === 'person' ? PERSON : state);

const VIEWS = {
  reruns: {
    shows: (row) => !ASIDE.has(row.on) && !isLate(row) && !isRollback(row),
    from: person,
    to: person,
    start: 'detected: provenance-validate failed',
    ends: ['recovered'],
    notes: [`note right of ${idOf(PERSON)}: manual, or blocked after a breach or a second failure`],
  },
  rollbacks: {
    shows: (row) => !ASIDE.has(row.on) && isRollback(row),
    from: (state) =>
      state === 'awaiting-approval' || ROLLBACK_STATES.includes(state) ? state : FAILED,
    to: (state) => state,
    start: `${idOf(FAILED)}: provenance-validate failed`,
    ends: ['rolled-back'],
    notes: [`note right of ${idOf('blocked')}: only a person takes it up again`],
  },
} as const satisfies Readonly<Record<string, View>>;

/** What an event is called on an arrow; the guards stay in the table. */
const WORDS: Readonly<Record<EventType, string>> = {
  'failure.recorded': 'failed',
  planned: 'plan',
  'wait.elapsed': 'time is up',
  'approval.granted': 'approved',
  'approval.denied': 'denied',
  'approval.expired': 'nobody answered',
  'effect.confirmed': 'GitHub did it',
  'effect.refused': 'GitHub refused',
  'effect.unknown': 'no answer',
  'run.completed': 'run is over',
  'run.lost': 'run cancelled',
  'validation.passed': 'passed',
  'validation.failed': 'failed',
  'validation.inconclusive': 'undecided',
  'rollback.requested': 'asked to go back',
  'rollback.pr_closed': 'closed',
  superseded: 'a later release passed',
  dismissed: 'dismissed',
  unblocked: 'taken up again',
  'deadline.passed': 'too late',
};

/** Where the words depend on what follows. */
const PRECISE: Readonly<Record<string, string>> = {
  'planned waiting': 'look again later',
  'planned awaiting-approval': 'needs approval',
  'planned requesting': 'needs none',
  'planned rerunning': 'somebody reran it',
  'planned manual': 'no way',
  'planned blocked': 'a breach',
  'effect.refused waiting': 'it is running',
  'effect.refused detected': 'try another way',
  'effect.refused manual': 'no other way',
  'rollback.requested rolling-back': 'asked and approved',
  'rollback.pr_closed rolled-back': 'merged',
  'rollback.pr_closed blocked': 'given up',
  'validation.passed rolled-back': 'passed, merged before',
  'validation.passed blocked': 'a breach that passed',
};

/**
 * A part of the table as a Mermaid state diagram, one arrow for all that leads from one state to another. Pure.
 * @see https://mermaid.js.org/syntax/stateDiagram.html
 */
export function toMermaid(name: keyof typeof VIEWS): string {
  const view: View = VIEWS[name];
  const shown = TABLE.filter(view.shows).map((row) => ({
    from: view.from(row.from),
    to: view.to(row.to),
    words: PRECISE[`${row.on} ${row.to}`] ?? WORDS[row.on],
  }));
  const moves = shown.filter(({ from, to }) => from !== to);
  const pairs = Map.groupBy(moves, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  const nodes = new Set(moves.flatMap(({ from, to }) => [from, to]));
  return [
    'stateDiagram-v2',
    ...[...nodes].map((node) => `  state "${node}" as ${idOf(node)}`),
    `  [*] --> ${view.start}`,
    ...[...pairs].map(([arrow, rows]) => {
      const words = [...new Set(rows.map((row) => row.words))];
      return `  ${arrow}: ${words.join(' / ')}`;
    }),
    ...view.ends.map((node) => `  ${idOf(node)} --> [*]`),
    ...view.notes.map((note) => `  ${note}`),
    '',
  ].join('\n');
}

/** Mermaid takes a hyphen in an id for an arrow. */
function idOf(name: string): string {
  return name.replaceAll(/[- ]/g, '_');
}

/** The table as Markdown, with every guard: what the diagrams leave out. Pure. */
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

/** Name of a place in a template that `formatIssue` fills. */
export type IssuePlaceholder =
  | 'summary'
  | 'outcome'
  | 'tag'
  | 'failure_reason'
  | 'severity'
  | 'run_id'
  | 'artifact_url'
  | 'repository'
  | 'alert_id'
  | 'found'
  | 'next_steps'
  | 'manifest_entry';

/** A template of Issues, taken apart. */
export interface IssueTemplate {
  readonly title: string;
  readonly body: string;
  /** In their order, without doubles. */
  readonly labels: readonly string[];
}

/** What an Issue must hold (S2.4), and the marker and steps that people go by. */
const NEEDED = [
  'tag',
  'failure_reason',
  'run_id',
  'artifact_url',
  'next_steps',
  'manifest_entry',
] as const;
const KNOWN: ReadonlySet<string> = new Set<IssuePlaceholder>([
  ...NEEDED,
  'summary',
  'outcome',
  'severity',
  'repository',
  'alert_id',
  'found',
]);
/** What a title has room for. */
const IN_TITLE: ReadonlySet<string> = new Set<IssuePlaceholder>([
  'outcome',
  'tag',
  'failure_reason',
  'severity',
  'run_id',
  'repository',
]);
/** GitHub cuts nothing: an Issue's body is refused beyond 65536 characters. What is filled in takes half of it at most. */
const LONGEST_TEMPLATE = 20_000;

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[^\S\n]*(?:\r?\n|$)/;
const PLACEHOLDER = /\{\{ *([a-z_]+) *\}\}/g;

/**
 * An Issue template of GitHub, with its front matter, as title, labels and body. Pure.
 * @param text of a file in `.github/ISSUE_TEMPLATE/`
 * @see https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests
 */
export function parseIssueTemplate(text: string): IssueTemplate {
  const [whole = '', head = ''] = FRONT_MATTER.exec(text) ?? [];
  const labels = field(head, 'labels')
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((label) => unquoted(label.trim()))
    .filter((label) => label !== '');
  return {
    title: unquoted(field(head, 'title')),
    body: text.slice(whole.length).trim(),
    labels: [...new Set(labels)],
  };
}

/**
 * What keeps a template from being used, for whoever writes it; empty when it can be. `formatIssue` then takes provkit's own,
 * since no alert may be lost over a template. Pure.
 */
export function issueTemplateProblems(text: string): readonly string[] {
  const { title, body } = parseIssueTemplate(text);
  const inTitle = placesOf(title);
  const inBody = placesOf(body);
  return [
    ...(text.length > LONGEST_TEMPLATE ? [`longer than ${LONGEST_TEMPLATE} characters`] : []),
    ...(title === '' ? ['the front matter has no title'] : []),
    ...NEEDED.filter((name) => !inBody.has(name)).map(
      (name) => `{{ ${name} }} is missing in the body`,
    ),
    ...[...inBody].filter((name) => !KNOWN.has(name)).map((name) => `{{ ${name} }} is not known`),
    ...[...inTitle]
      .filter((name) => !IN_TITLE.has(name))
      .map((name) => `{{ ${name} }} is nothing for a title`),
    // Only the marker of formatIssue may be read as one (T3).
    ...(body.includes('<!-- provkit:') ? ['holds a marker of provkit'] : []),
  ];
}

/** The text with its places filled, once: what a value holds is not looked into. Pure. */
export function fillTemplate(
  text: string,
  values: Readonly<Partial<Record<IssuePlaceholder, string>>>,
): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as IssuePlaceholder] ?? whole) : whole,
  );
}

function placesOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name));
}

/** One line of the front matter; GitHub's templates have no others. */
function field(head: string, name: string): string {
  const line = head.split(/\r?\n/).find((candidate) => candidate.startsWith(`${name}:`));
  return line === undefined ? '' : line.slice(name.length + 1).trim();
}

/** YAML's quotes, as far as a title needs them. */
function unquoted(text: string): string {
  const [, single] = /^'(.*)'$/.exec(text) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  const [, double] = /^"(.*)"$/.exec(text) ?? [];
  return double === undefined ? text : double.replace(/\\(["\\])/g, '$1');
}

import type { Fault } from '@provkit/testkit/github';

/** A way for a server to fail, and what a source says of it. */
export interface ServerFault {
  readonly name: string;
  readonly fault: Fault;
  /** `passing`: the next attempts may succeed. */
  readonly kind: 'passing' | 'limited' | 'denied' | 'missing' | 'gone' | 'nonsense' | 'object';
}

function answer(
  status: number,
  body = '{}',
  headers: Readonly<Record<string, string>> = {},
): Fault {
  return { kind: 'answer', status, body, headers };
}

const LATER = { 'retry-after': '0' };
const USED_UP = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' };
const SECONDARY = '{"message":"You have exceeded a secondary rate limit"}';

/** How servers fail, by what it means. */
export const SERVER_FAULTS: readonly ServerFault[] = [
  { name: '500', fault: answer(500), kind: 'passing' },
  { name: '502 with a page for people', fault: answer(502, '<html>'), kind: 'passing' },
  { name: '503 with Retry-After', fault: answer(503, '{}', LATER), kind: 'passing' },
  { name: '504', fault: answer(504), kind: 'passing' },
  { name: '408', fault: answer(408), kind: 'passing' },
  { name: 'connection reset', fault: { kind: 'reset' }, kind: 'passing' },
  { name: 'half an answer', fault: { kind: 'truncate' }, kind: 'passing' },
  { name: 'silence', fault: { kind: 'silence' }, kind: 'passing' },
  { name: 'a byte now and then', fault: { kind: 'drip' }, kind: 'passing' },
  { name: '429, again and again', fault: answer(429, '{}', LATER), kind: 'limited' },
  { name: '429 for an hour', fault: answer(429, '{}', { 'retry-after': '3600' }), kind: 'limited' },
  { name: '403, limit used up', fault: answer(403, '{}', USED_UP), kind: 'limited' },
  { name: '403, secondary limit', fault: answer(403, SECONDARY), kind: 'limited' },
  { name: '401', fault: answer(401, '{"message":"Bad credentials"}'), kind: 'nonsense' },
  { name: '403', fault: answer(403, '{"message":"Forbidden"}'), kind: 'denied' },
  { name: '404', fault: answer(404, '{"message":"Not Found"}'), kind: 'missing' },
  { name: '410', fault: answer(410, '{"message":"Gone"}'), kind: 'gone' },
  { name: '422', fault: answer(422, '{"message":"Validation Failed"}'), kind: 'nonsense' },
  { name: '418', fault: answer(418), kind: 'nonsense' },
  { name: 'no HTTP', fault: { kind: 'nonsense' }, kind: 'nonsense' },
  { name: 'a page for people', fault: answer(200, '<html>hello</html>'), kind: 'nonsense' },
  { name: 'nothing', fault: answer(200, ''), kind: 'nonsense' },
  { name: 'JSON of another form', fault: answer(200, '[{"a":1}]'), kind: 'nonsense' },
  { name: 'a member twice', fault: answer(200, '{"id":1,"id":2}'), kind: 'object' },
  { name: 'depth without end', fault: answer(200, '['.repeat(500_000)), kind: 'nonsense' },
  {
    name: 'an unknown encoding',
    fault: answer(200, '{}', { 'content-encoding': 'br' }),
    kind: 'nonsense',
  },
  {
    name: 'a broken encoding',
    fault: answer(200, '{}', { 'content-encoding': 'gzip' }),
    kind: 'nonsense',
  },
  {
    name: 'too many bytes announced',
    fault: answer(200, '{}', { 'content-length': '99999999999' }),
    kind: 'nonsense',
  },
  {
    name: 'a redirect to another host',
    fault: answer(302, '', { location: 'https://evil.example/' }),
    kind: 'nonsense',
  },
  {
    name: 'a redirect to metadata',
    fault: answer(302, '', { location: 'http://169.254.169.254/latest' }),
    kind: 'nonsense',
  },
  {
    name: 'a redirect to a file',
    fault: answer(302, '', { location: 'file:///etc/passwd' }),
    kind: 'nonsense',
  },
  { name: 'a redirect to nowhere', fault: answer(302), kind: 'nonsense' },
];

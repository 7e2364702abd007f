import type { History } from '../history/history.ts';
import type { MetricDefinition } from '../metric-definition.ts';
import { DAY_MS } from '../period.ts';

/** How old the oldest token is (S6.6). */
export const tokenRotationAge: MetricDefinition<'gauge'> = {
  name: 'governance.token_rotation_age',
  title: 'Age of tokens',
  kind: 'gauge',
  unit: 'd',
  definition:
    'For each token, `as_of` − latest `rotated_at` ≤ `as_of`, in days of 86,400 s, not rounded. The value is the maximum. A token of several repositories is several tokens; its series is the oldest.',
  anchor: '`as_of`',
  labels: { token: 'name of the secret' },
  companions: {
    unknown: 'tokens of which no rotation is known: no sample',
    clock_skew: 'observations of a rotation after `as_of`, which count for nothing',
  },
  fold(history, { asOf }) {
    const { rotated, tokens, clockSkew } = rotations(history, asOf);
    const oldest = new Map<string, string>();
    for (const [key, at] of rotated) {
      const token = key.slice(key.indexOf('\n') + 1);
      const known = oldest.get(token);
      if (known === undefined || at < known) oldest.set(token, at);
    }
    const ages = [...oldest]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([token, at]) => ({ labels: { token }, value: { value: ageDays(at, asOf) } }));
    return {
      total: {
        value: ages.length === 0 ? null : Math.max(...ages.map(({ value }) => value.value)),
      },
      series: ages,
      companions: { unknown: tokens.size - rotated.size, clock_skew: clockSkew },
    };
  },
};

/** Tokens by repository and name, and when each was rotated last. */
function rotations(history: History, asOf: string) {
  const rotated = new Map<string, string>();
  const tokens = new Set<string>();
  let clockSkew = 0;
  for (const event of history.of('token.observed')) {
    const { place, token, rotated_at: at } = event;
    const key = `${history.repositoryOf(place)}\n${token}`;
    tokens.add(key);
    if (at === null) continue;
    if (at > asOf) clockSkew += 1;
    else if (at > (rotated.get(key) ?? '')) rotated.set(key, at);
  }
  return { rotated, tokens, clockSkew };
}

function ageDays(at: string, asOf: string): number {
  return (Date.parse(asOf) - Date.parse(at)) / DAY_MS;
}

import type { Event, Figure, MetricName } from '@provkit/metrics';
import { expect } from 'vitest';
import { DAY, figureOf } from './story.ts';

/** When the window of stories ends. */
export const END = 28 * DAY;

/** A repository on another server, which counts its runs from 1, too. */
export const MIRROR = { repository: 'https://ghes.acme.example/acme/widgets', repository_id: '1' };
/** The repository of stories once it has another name. */
export const RENAMED = { repository: 'https://github.com/acme/gadgets', repository_id: '123456' };

/** A figure, which must be the same in whatever order the history comes. */
export function figure(name: MetricName, history: readonly Event[], asOf = END): Figure {
  const found = figureOf(name, history, asOf);
  expect(figureOf(name, history.toReversed(), asOf)).toEqual(found);
  return found;
}

/** Its total. */
export function total(...args: Parameters<typeof figure>): Figure['total'] {
  return figure(...args).total;
}

import { expect } from 'vitest';

/** Matches the refusal of an event at a place. */
export function invalid(pointer = ''): unknown {
  return expect.objectContaining({
    name: 'MetricsError',
    code: 'EVENT_INVALID',
    message: expect.stringContaining(`event${pointer}`) as string,
  });
}

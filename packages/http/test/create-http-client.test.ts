import { createClock } from '@provkit/testkit';
import { describe, expect, test } from 'vitest';
import { API, codeOf, failureOf, NOW, scripted } from './scripted-client.ts';

describe('an answer', () => {
  test('has status, headers, body, and how many attempts it took', async () => {
    const { send, asked } = scripted([
      { status: 200, headers: { etag: 'x' }, body: 'hello world' },
    ]);
    const response = await send({ headers: { accept: 'application/json' } });
    expect(response).toMatchObject({ status: 200, headers: { etag: 'x' }, url: API, tries: 1 });
    expect(Buffer.from(response.body).toString()).toBe('hello world');
    expect(asked[0]?.headers).toEqual({ 'user-agent': 'provkit', accept: 'application/json' });
  });

  test('of a status that was not asked for is an error, of one that was is none', async () => {
    expect(await failureOf(scripted([{ status: 404 }]).send())).toMatchObject({
      code: 'STATUS',
      status: 404,
      message: `GET ${API}: status 404`,
    });
    const { status } = await scripted([{ status: 404 }]).send({ accept: [404] });
    expect(status).toBe(404);
  });

  test('goes into a sink of its own at each attempt, and an error does not', async () => {
    const sinks: string[] = [];
    const sink = () => {
      const index = sinks.push('') - 1;
      return {
        write: (chunk: Uint8Array) => {
          sinks[index] += Buffer.from(chunk).toString();
        },
      };
    };
    const { send } = scripted([
      { status: 503, body: 'sorry' },
      { status: 200, body: 'the file' },
    ]);
    const { body } = await send({ sink });
    expect(sinks).toEqual(['the file']);
    expect(body.byteLength).toBe(0);
    const missing = await scripted([{ status: 404, body: 'none' }]).send({ sink, accept: [404] });
    expect(Buffer.from(missing.body).toString()).toBe('none');
    expect(sinks).toHaveLength(1);
  });

  test('of a sink that refuses ends it: what it threw comes back as it is', async () => {
    const { send, asked } = scripted([{ status: 200, body: 'x' }]);
    const full = new Error('disk full');
    const sink = () => ({
      write: () => {
        throw full;
      },
    });
    await expect(send({ sink })).rejects.toBe(full);
    expect(asked).toHaveLength(1);
  });
});

describe('limits', () => {
  test('T15: a body is left as soon as it is too large', async () => {
    const { send } = scripted([{ status: 200, body: 'x'.repeat(101) }]);
    expect(await codeOf(send({ maxBytes: 100 }))).toBe('TOO_LARGE');
    const fits = scripted([{ status: 200, body: 'x'.repeat(100) }]);
    expect((await fits.send({ maxBytes: 100 })).body).toHaveLength(100);
  });

  test('T15: a body that announces too much is not begun', async () => {
    const written: Uint8Array[] = [];
    const { send } = scripted([{ status: 200, headers: { 'content-length': '101' }, body: 'x' }]);
    const sink = () => ({ write: (chunk: Uint8Array) => void written.push(chunk) });
    expect(await codeOf(send({ maxBytes: 100, sink }))).toBe('TOO_LARGE');
    expect(written).toEqual([]);
  });

  test('an attempt ends at its deadline, and the next one begins after a wait', async () => {
    const clock = createClock(NOW);
    const { send, asked } = scripted(['silence', { status: 200, body: 'late' }], { clock });
    const answer = send();
    await clock.advance(29_999);
    expect(asked).toHaveLength(1);
    await advanceUntil(answer, clock, 100);
    expect(Buffer.from((await answer).body).toString()).toBe('late');
    expect(clock.now() - Date.parse(NOW)).toBeGreaterThanOrEqual(30_250);
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test('all attempts together end at the overall deadline', async () => {
    const clock = createClock(NOW);
    const { send, asked } = scripted(['silence', 'silence', 'silence'], { clock });
    const failure = failureOf(send({ overallMs: 50_000 }));
    await advanceUntil(failure, clock, 500);
    expect((await failure).code).toBe('TIMEOUT');
    expect(asked).toHaveLength(2);
    expect(clock.now() - Date.parse(NOW)).toBeLessThan(51_000);
  });
});

describe('repeating', () => {
  test('is done after 502, waits longer each time, and stops without a last wait', async () => {
    const { send, asked, waits } = scripted([{ status: 502 }, { status: 502 }, { status: 502 }]);
    expect(await failureOf(send())).toMatchObject({ code: 'STATUS', status: 502 });
    expect(asked).toHaveLength(3);
    expect(waits).toEqual([250, 500]);
  });

  test('heeds Retry-After, and gives up at once when it asks too much', async () => {
    const patient = scripted([{ status: 429, headers: { 'retry-after': '7' } }, { status: 200 }]);
    expect((await patient.send()).tries).toBe(2);
    expect(patient.waits).toEqual([7_000]);
    const greedy = scripted([{ status: 429, headers: { 'retry-after': '3600' } }]);
    expect(await failureOf(greedy.send())).toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      retryAfterMs: 3_600_000,
    });
    expect(greedy.waits).toEqual([]);
  });

  test('is not done with a POST, unless it only looks something up', async () => {
    const once = scripted(['reset', { status: 200 }]);
    expect(await failureOf(once.send({ method: 'POST', body: '{}' }))).toMatchObject({
      code: 'NETWORK',
      mayHaveArrived: true,
    });
    expect(once.asked).toHaveLength(1);
    const lookup = scripted(['reset', { status: 200 }]);
    const { tries } = await lookup.send({ method: 'POST', body: '{}', isIdempotent: true });
    expect(tries).toBe(2);
  });

  test('ends when the caller wants it, also while it waits', async () => {
    const clock = createClock(NOW);
    const { send, asked } = scripted([{ status: 503, headers: { 'retry-after': '20' } }], {
      clock,
    });
    const controller = new AbortController();
    const failure = failureOf(send({ signal: controller.signal }));
    await clock.advance(5_000);
    controller.abort(new Error('stopped'));
    expect(await failure).toMatchObject({ code: 'ABORTED', cause: { message: 'stopped' } });
    expect(asked).toHaveLength(1);
    const before = AbortSignal.abort(new Error('never mind'));
    const untouched = scripted([]);
    expect(await codeOf(untouched.send({ signal: before }))).toBe('ABORTED');
    expect(untouched.asked).toHaveLength(0);
  });
});

/** Moves time on in steps until the promise has settled. */
async function advanceUntil(
  promise: Promise<unknown>,
  clock: ReturnType<typeof createClock>,
  stepMs: number,
): Promise<void> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  promise.then(settle, settle);
  for (let step = 0; step < 1_000 && !isSettled; step += 1) {
    await clock.advance(stepMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
